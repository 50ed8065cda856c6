package dev.postseal.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
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

    /**
     * By the entry's id the last use, whichever it was, but a delivery that failed in any case; an entry that has not been used
     * is missing.
     */
    public Map<Long, PolicyUse> of(Collection<PolicyEntry> entries) {
        Map<Long, PolicyUse> uses = new HashMap<>();
        if (!entries.isEmpty()) {
            jdbc.sql("""
                            select policy_id, used_at, outcome, delivery_id, failing from policy_use
                            where policy_id in (:ids)
                            union all
                            select policy_id, asked_at, 'asked', null, false from policy_asked where policy_id in (:ids)
                            order by failing, used_at""")
                    .param("ids", entries.stream().map(PolicyEntry::id).toList())
                    .query(row -> {
                        uses.put(row.getLong("policy_id"), use(row));
                    });
        }
        return uses;
    }

    private static PolicyUse use(ResultSet row) throws SQLException {
        return new PolicyUse(
                row.getTimestamp("used_at").toInstant(),
                row.getString("outcome"),
                row.getObject("delivery_id", Long.class),
                row.getBoolean("failing"));
    }

    /** Postfix has asked for them by then. Written once a minute for each entry at the most. */
    public void asked(Collection<Long> entries, Instant at) {
        if (!entries.isEmpty()) {
            jdbc.sql("""
                            insert into policy_asked (policy_id, asked_at)
                            select id, :at from policy_entry where id = any(:ids) order by id
                            on conflict (policy_id) do update set asked_at = excluded.asked_at
                            where policy_asked.asked_at < excluded.asked_at - interval '1 minute'""")
                    .param("at", Timestamp.from(at))
                    .param("ids", entries.toArray(Long[]::new))
                    .update();
        }
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
