package dev.postseal.policy;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.SyntaxException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What rows of {@code policy_entry} a query asks for, as conditions of a statement and their parameters. */
record PolicyFilter(List<String> conditions, Map<String, Object> parameters) {
    /** Trigram indexes know nothing about shorter texts. */
    static final int MIN_TRIGRAM = 3;

    static PolicyFilter none() {
        return new PolicyFilter(new ArrayList<>(), new HashMap<>());
    }

    /**
     * These conditions and the search.
     *
     * @param rarest pattern of the part of the search by which the index finds the fewest rows: all of it when it has one
     *     word only
     */
    PolicyFilter searching(PolicyQuery query, String rarest) {
        PolicyFilter filter = copy();
        if (!query.search().isBlank()) {
            filter.search(text(query), rarest);
        }
        return filter;
    }

    /** The same for a search that looks through what these conditions leave, because that is little. */
    PolicyFilter lookingThrough(PolicyQuery query) {
        PolicyFilter filter = copy();
        String text = text(query);
        filter.and("(position(:search in search_text) > 0 or position(:labels in search_text) > 0)", "search", text);
        filter.parameters.put("labels", aLabels(text));
        return filter;
    }

    /** Everything but the search. */
    static PolicyFilter withoutSearch(PolicyQuery query, Instant now) {
        return withoutSearch(query, now, false);
    }

    /**
     * @param fewByUse whether the use that is asked for leaves few entries
     */
    static PolicyFilter withoutSearch(PolicyQuery query, Instant now, boolean fewByUse) {
        PolicyFilter filter = none();
        Level policy = query.policy();
        if (policy != null) {
            filter.and("policy = :policy", "policy", policy.text());
        }
        PolicyQuery.State state = query.state();
        if (state != null) {
            filter.state(state, now);
        }
        filter.more(query, now, fewByUse);
        return filter;
    }

    /** What is searched for, as {@code search_text} has it. */
    static String text(PolicyQuery query) {
        return PolicyRows.lower(query.search().strip());
    }

    static String containing(String text) {
        return "%" + escaped(text) + "%";
    }

    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    /** The same conditions, to which others can be added. */
    PolicyFilter copy() {
        return new PolicyFilter(new ArrayList<>(conditions), new HashMap<>(parameters));
    }

    void and(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
    }

    private void search(String text, String rarest) {
        if (text.length() < MIN_TRIGRAM) {
            and("target like :search", "search", escaped(text) + "%");
        } else if (!rarest.equals(containing(text))) {
            and("search_text like :search", "search", rarest);
            and("position(:whole in search_text) > 0", "whole", text);
        } else if (aLabels(text).equals(text)) {
            and("search_text like :search", "search", containing(text));
        } else {
            and("(search_text like :search or search_text like :labels)", "search", containing(text));
            parameters.put("labels", containing(aLabels(text)));
        }
    }

    private void state(PolicyQuery.State state, Instant now) {
        switch (state) {
            case ACTIVE -> conditions.add("active");
            case INACTIVE -> conditions.add("not active");
            case EXPIRED -> expired(now);
        }
    }

    private void more(PolicyQuery query, Instant now, boolean fewByUse) {
        if (!query.owner().isEmpty()) {
            and("owner = :owner", "owner", query.owner());
        }
        if (query.expiry() != null) {
            expiry(query.expiry(), now);
        }
        if (query.use() != null) {
            use(query.use(), fewByUse);
        }
    }

    private void expiry(PolicyQuery.Expiry expiry, Instant now) {
        switch (expiry) {
            case EXPIRED -> expired(now);
            case SOON -> {
                and("expires_at > :now", "now", Timestamp.from(now));
                and("expires_at <= :soon", "soon", Timestamp.from(now.plus(PolicyQuery.SOON)));
            }
        }
    }

    /** What has something to go back to never expires. */
    private void expired(Instant now) {
        conditions.add("thereafter_policy is null");
        and("expires_at <= :now", "now", Timestamp.from(now));
    }

    private void use(PolicyQuery.Use use, boolean fewByUse) {
        switch (use) {
            case FAILING -> conditions.add("id in (select policy_id from policy_use where failing)");
            case NEVER -> {
                if (fewByUse) {
                    // As an array, for the planner takes a query for more than it gives.
                    conditions.add("id = any(array(select unnest(ids) from policy_unused))");
                }
                conditions.add("not exists (select from policy_use u where u.policy_id = policy_entry.id)");
                conditions.add("not exists (select from policy_asked a where a.policy_id = policy_entry.id)");
            }
        }
    }

    /** A name typed in another Unicode form than the one stored is found by its A-labels. */
    private static String aLabels(String text) {
        try {
            return DomainName.parse(text).ascii();
        } catch (SyntaxException e) {
            return text;
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
