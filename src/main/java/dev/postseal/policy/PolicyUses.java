package dev.postseal.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known about the use of entries, and who owns them: facts for lists, each read by an index. */
@Repository
public class PolicyUses {
    private static final int MOST_OWNERS = 200;

    private final JdbcClient jdbc;

    PolicyUses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the entry's id; an entry that no attempt was made under is missing. */
    public Map<Long, PolicyUse> of(Collection<PolicyEntry> entries) {
        Map<Long, PolicyUse> uses = new HashMap<>();
        if (!entries.isEmpty()) {
            jdbc.sql("select * from policy_use where policy_id in (:ids)")
                    .param("ids", entries.stream().map(PolicyEntry::id).toList())
                    .query(row -> {
                        uses.put(
                                row.getLong("policy_id"),
                                new PolicyUse(
                                        row.getTimestamp("used_at").toInstant(),
                                        row.getString("outcome"),
                                        row.getLong("delivery_id"),
                                        row.getBoolean("failing")));
                    });
        }
        return uses;
    }

    public Optional<PolicyUse> of(PolicyEntry entry) {
        return Optional.ofNullable(of(List.of(entry)).get(entry.id()));
    }

    /** Owners in their order, the first {@value #MOST_OWNERS} of them: from one to the next by the index, past all entries. */
    public List<String> owners() {
        return jdbc.sql("""
                        with recursive walk as (
                            (select owner from policy_entry where owner > '' order by owner limit 1)
                            union all
                            select (select e.owner from policy_entry e where e.owner > walk.owner order by e.owner limit 1)
                            from walk where walk.owner is not null)
                        select owner from walk where owner is not null limit :most""").param("most", MOST_OWNERS).query(String.class).list();
    }
}
