package dev.postseal.policy;

import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what {@link ImportTable} holds: one statement for all that is new, one for all that changes. */
@Component
class ImportWrites {
    /** So many new entries are brought into the index for searches sooner by making that anew. */
    private static final long REBUILD_FROM = 200_000;
    /** A million entries in one statement take longer than any other statement may. */
    private static final int PATIENCE_MILLIS = 30 * 60 * 1000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final ImportTable table;
    private final PolicyRows rows;

    ImportWrites(JdbcTemplate template, ImportTable table, PolicyRows rows) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.table = table;
        this.rows = rows;
    }

    /** Other writers wait from here to the end of the transaction, so that nothing comes between the look and the act. */
    void begin() {
        template.execute("lock table policy_entry in share row exclusive mode");
    }

    /** Runs work whose statements may take long, on the transaction's connection. */
    <T> T patiently(Supplier<T> work) {
        int usual = timeout(PATIENCE_MILLIS);
        try {
            return work.get();
        } finally {
            timeout(usual);
        }
    }

    private int timeout(int millis) {
        Integer before = template.execute((Connection connection) -> {
            int present = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return present;
        });
        return before == null ? 0 : before;
    }

    /** What the entries that will be replaced said, for those who keep a record of it. */
    void rememberReplaced(Instant now) {
        template.execute("create temporary table import_before (like policy_entry) on commit drop");
        jdbc.sql("insert into import_before select e.* from policy_entry e join import_line l on l.target = e.target"
                        + " where l.wrong_code is null and " + ImportTable.DIFFERS)
                .param("now", Timestamp.from(now))
                .update();
    }

    void replace(Instant now, String actor) {
        jdbc.sql("""
                update policy_entry e set policy = l.policy, parameters = l.parameters, active = l.active,
                    expires_at = case when e.expires_at > :now then e.expires_at end,
                    updated_at = :now, updated_by = :actor, version = e.version + 1
                from import_line l where e.target = l.target and l.wrong_code is null and """ + " " + ImportTable.DIFFERS)
                .param("now", Timestamp.from(now))
                .param("actor", actor)
                .update();
    }

    void insert(Instant now, String actor, long expected) {
        String search = expected >= REBUILD_FROM && expected > entries() ? takeAwaySearch() : "";
        jdbc.sql("""
                insert into policy_entry (target, policy, parameters, active, created_at, created_by, updated_at,
                    updated_by, search_text)
                select l.target, l.policy, l.parameters, l.active, :now, :actor, :now, :actor, l.search_text
                from import_line l
                where l.wrong_code is null and not exists (select from policy_entry e where e.target = l.target)
                order by l.target""").param("now", Timestamp.from(now)).param("actor", actor).update();
        if (!search.isEmpty()) {
            template.execute("set local maintenance_work_mem = '256MB'");
            template.execute(search);
        }
    }

    private long entries() {
        return jdbc.sql("select coalesce(sum(n), 0) from policy_count")
                .query(Long.class)
                .single();
    }

    /** The statement that makes the index again. */
    private String takeAwaySearch() {
        String definition = jdbc.sql("select pg_get_indexdef('policy_entry_search'::regclass)")
                .query(String.class)
                .single();
        template.execute("drop index policy_entry_search");
        return definition;
    }

    /** Every change of this transaction, read again from where it was made. */
    void changes(String actor, Instant now, boolean replaced, Consumer<PolicyChange> consumer) {
        table.stream(
                "select e.* from policy_entry e join import_line l on l.target = e.target and l.wrong_code is null"
                        + " where e.version = 0 and e.created_at = ? and e.created_by = ?",
                row -> consumer.accept(new PolicyChange(null, rows.read(row, 0), actor)),
                Timestamp.from(now),
                actor);
        if (replaced) {
            table.stream("select * from import_before", row -> {
                PolicyEntry before = rows.read(row, 0);
                consumer.accept(new PolicyChange(before, rows.find(before.id()).orElseThrow(), actor));
            });
        }
    }
}
