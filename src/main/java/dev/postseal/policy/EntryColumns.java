package dev.postseal.policy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Many entries as the columns of a statement, one array for each, in the order of {@link #NAMES}. */
final class EntryColumns {
    static final String NAMES = "id, target, policy, parameters, active, reason, owner, expires_at, thereafter_policy,"
            + " thereafter_parameters, thereafter_reason, thereafter_owner, created_at, created_by,"
            + " updated_at, updated_by, version, search_text";
    static final String UNNEST = "unnest(:ids, :targets, :policies, :parameters, :actives, :reasons, :owners, :expires,"
            + " :thenPolicies, :thenParameters, :thenReasons, :thenOwners, :createdAts, :createdBys, :updatedAts, :updatedBys, :versions, :searchTexts)";

    private EntryColumns() {}

    static Map<String, Object> of(List<PolicyEntry> entries) {
        var columns = new HashMap<String, Object>();
        columns.put("ids", column("bigint", entries, PolicyEntry::id));
        columns.put("targets", column("text", entries, PolicyEntry::target));
        columns.put("policies", column("text", entries, entry -> entry.policy().text()));
        columns.put("parameters", column("text", entries, PolicyEntry::parameters));
        columns.put("actives", column("boolean", entries, PolicyEntry::active));
        columns.put("reasons", column("text", entries, PolicyEntry::reason));
        columns.put("owners", column("text", entries, PolicyEntry::owner));
        columns.put("expires", column("timestamptz", entries, entry -> timestamp(entry.expiresAt())));
        columns.put("thenPolicies", thereafter(entries, then -> then.policy().text()));
        columns.put("thenParameters", thereafter(entries, Thereafter::parameters));
        columns.put("thenReasons", thereafter(entries, Thereafter::reason));
        columns.put("thenOwners", thereafter(entries, Thereafter::owner));
        columns.put("createdAts", column("timestamptz", entries, entry -> timestamp(entry.createdAt())));
        columns.put("createdBys", column("text", entries, PolicyEntry::createdBy));
        columns.put("updatedAts", column("timestamptz", entries, entry -> timestamp(entry.updatedAt())));
        columns.put("updatedBys", column("text", entries, PolicyEntry::updatedBy));
        columns.put("versions", column("bigint", entries, PolicyEntry::version));
        columns.put("searchTexts", column("text", entries, EntryColumns::searchText));
        return columns;
    }

    static SqlArrayValue ids(List<Long> ids) {
        return new SqlArrayValue("bigint", ids.toArray());
    }

    private static SqlArrayValue column(
            String type, List<PolicyEntry> entries, Function<PolicyEntry, @Nullable Object> value) {
        return new SqlArrayValue(type, entries.stream().map(value).toArray());
    }

    private static SqlArrayValue thereafter(List<PolicyEntry> entries, Function<Thereafter, String> value) {
        return column("text", entries, entry -> {
            Thereafter then = entry.thereafter();
            return then == null ? null : value.apply(then);
        });
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static String searchText(PolicyEntry entry) {
        return new CheckedDraft(
                        new Target(entry.target()),
                        entry.policy(),
                        entry.parameters(),
                        entry.active(),
                        entry.reason(),
                        entry.owner(),
                        entry.expiresAt(),
                        entry.thereafter(),
                        List.of())
                .searchText();
    }
}
