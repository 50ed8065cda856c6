package dev.postseal.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The order of a list, read forwards or backwards: its columns, and how to begin at a row that is known. */
record PolicyOrder(PolicyQuery.Sort sort, boolean descending) {
    static PolicyOrder of(PolicyQuery query, boolean backwards) {
        return new PolicyOrder(query.sort(), query.descending() != backwards);
    }

    /** The columns that order rows without ties. */
    List<String> columns() {
        return switch (sort) {
            case TARGET -> List.of("target");
            case POLICY -> List.of("policy", "target");
            case OWNER -> List.of("owner", "target");
            case UPDATED -> List.of("updated_at", "id");
        };
    }

    /** What {@link #columns} are in an entry. */
    List<Object> keys(PolicyEntry entry) {
        return switch (sort) {
            case TARGET -> List.of(entry.target());
            case POLICY -> List.of(entry.policy().text(), entry.target());
            case OWNER -> List.of(entry.owner(), entry.target());
            case UPDATED -> List.of(Timestamp.from(entry.updatedAt()), entry.id());
        };
    }

    String by(String alias) {
        return " order by "
                + columns().stream()
                        .map(column -> alias + column + (descending ? " desc" : ""))
                        .collect(Collectors.joining(", "));
    }

    /** The rows of a filter from the one with these keys on; without keys all of them. */
    PolicyFilter from(List<Object> keys, PolicyFilter filter) {
        PolicyFilter rest = filter.copy();
        if (!keys.isEmpty()) {
            String names =
                    IntStream.range(0, keys.size()).mapToObj(i -> ":key" + i).collect(Collectors.joining(", "));
            rest.conditions().add("(" + list() + ") " + (descending ? "<=" : ">=") + " (" + names + ")");
        }
        for (int i = 0; i < keys.size(); i++) {
            rest.parameters().put("key" + i, keys.get(i));
        }
        return rest;
    }

    /** The columns, for a statement that reads {@link #keys}. */
    String list() {
        return String.join(", ", columns());
    }

    /** The same, and the id in any case. */
    String listWithId() {
        return columns().contains("id") ? list() : "id, " + list();
    }

    /** What {@link #list} gave. */
    List<Object> keys(ResultSet row) throws SQLException {
        List<Object> keys = new ArrayList<>();
        for (String column : columns()) {
            keys.add(row.getObject(column));
        }
        return keys;
    }
}
