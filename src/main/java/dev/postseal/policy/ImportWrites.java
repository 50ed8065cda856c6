package dev.postseal.policy;

import dev.postseal.database.BulkLoad;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what {@link ImportTable} holds: one statement for all that is new, one for all that changes. */
@Component
class ImportWrites {
    /** A million entries in one statement take longer than any other statement may. */
    private static final int PATIENCE_MILLIS = 30 * 60 * 1000;

    /** Told by the transaction that wrote them, and found by their moment. In the order of their targets, as they lie. */
    private static final String CHANGES = """
            policy_entry after left join import_before before on before.id = after.id
            where after.updated_at = ? and after.xmin = pg_current_xact_id()::xid
                and (after.version = 0 or before.id is not null)""";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final BulkLoad bulk;

    ImportWrites(JdbcTemplate template, BulkLoad bulk) {
        this.template = template;
        this.bulk = bulk;
        this.jdbc = JdbcClient.create(template);
    }

    /** Other writers wait from here to the end of the transaction, so that nothing comes between the look and the act. */
    void begin() {
        template.execute("lock table policy_entry in share row exclusive mode");
        template.execute("set local work_mem = '128MB'");
        template.execute("create temporary table import_before (like policy_entry, primary key (id)) on commit drop");
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
        jdbc.sql("insert into import_before select e.* from policy_entry e join import_line l on l.target = e.target"
                        + " where l.wrong_code is null and " + ImportTable.DIFFERS)
                .param("now", Timestamp.from(now))
                .update();
    }

    void replace(Instant now, String actor) {
        jdbc.sql("""
                update policy_entry e set policy = l.policy, parameters = l.parameters, active = l.active,
                    expires_at = case when e.expires_at > :now then e.expires_at end,
                    thereafter_policy = case when e.expires_at > :now then e.thereafter_policy end,
                    thereafter_parameters = case when e.expires_at > :now then e.thereafter_parameters end,
                    thereafter_reason = case when e.expires_at > :now then e.thereafter_reason end,
                    thereafter_owner = case when e.expires_at > :now then e.thereafter_owner end,
                    updated_at = :now, updated_by = :actor, version = e.version + 1
                from import_line l where e.target = l.target and l.wrong_code is null and """ + " " + ImportTable.DIFFERS)
                .param("now", Timestamp.from(now))
                .param("actor", actor)
                .update();
    }

    void insert(Instant now, String actor, long expected) {
        bulk.into("policy_entry", expected, PolicyCounts.read(jdbc).total(), () -> insert(now, actor));
    }

    private void insert(Instant now, String actor) {
        jdbc.sql("""
                insert into policy_entry (target, policy, parameters, active, created_at, created_by, updated_at,
                    updated_by, search_text)
                select l.target, l.policy, l.parameters, l.active, :now, :actor, :now, :actor, l.search_text
                from import_line l
                where l.wrong_code is null and not exists (select from policy_entry e where e.target = l.target)
                order by l.target""").param("now", Timestamp.from(now)).param("actor", actor).update();
    }

    /** Every change of this transaction. */
    PolicyBatch batch(ImportResult result, String actor, Instant now) {
        return new PolicyBatch(result.created(), result.updated(), actor, CHANGES, List.of(Timestamp.from(now)));
    }
}
