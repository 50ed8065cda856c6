package dev.postseal.policy;

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
    /** So many new entries are brought into the indexes sooner by making those anew. */
    private static final long REBUILD_FROM = 200_000;
    /** A million entries in one statement take longer than any other statement may. */
    private static final int PATIENCE_MILLIS = 30 * 60 * 1000;

    /** Told by the transaction that wrote them, and found by their moment. In the order of their targets, as they lie. */
    private static final String CREATED = """
            select null::policy_entry as before, e as after from policy_entry e
            where e.updated_at = ? and e.version = 0 and e.xmin = pg_current_xact_id()::xid""";

    private static final String REPLACED = """
            select b.before, e as after from import_before b join policy_entry e on e.id = (b.before).id""";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ImportWrites(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Other writers wait from here to the end of the transaction, so that nothing comes between the look and the act. */
    void begin() {
        template.execute("lock table policy_entry in share row exclusive mode");
        template.execute("set local work_mem = '128MB'");
        template.execute("set local maintenance_work_mem = '256MB'");
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
        template.execute("create temporary table import_before (before policy_entry) on commit drop");
        jdbc.sql("insert into import_before select e from policy_entry e join import_line l on l.target = e.target"
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
        List<String> indexes = expected >= REBUILD_FROM && expected > entries() ? takeAwayIndexes() : List.of();
        jdbc.sql("""
                insert into policy_entry (target, policy, parameters, active, created_at, created_by, updated_at,
                    updated_by, search_text)
                select l.target, l.policy, l.parameters, l.active, :now, :actor, :now, :actor, l.search_text
                from import_line l
                where l.wrong_code is null and not exists (select from policy_entry e where e.target = l.target)
                order by l.target""").param("now", Timestamp.from(now)).param("actor", actor).update();
        indexes.forEach(template::execute);
    }

    private long entries() {
        return jdbc.sql("select coalesce(sum(n), 0) from policy_count")
                .query(Long.class)
                .single();
    }

    /** All but those that keep a rule; the statements that make them again. */
    private List<String> takeAwayIndexes() {
        List<String> names = jdbc.sql("select indexrelid::regclass::text from pg_index i"
                        + " where indrelid = 'policy_entry'::regclass and not indisunique")
                .query(String.class)
                .list();
        return names.stream().map(this::takeAway).toList();
    }

    private String takeAway(String index) {
        String definition = jdbc.sql("select pg_get_indexdef(cast(:index as regclass))")
                .param("index", index)
                .query(String.class)
                .single();
        template.execute("drop index " + index);
        return definition;
    }

    /** Every change of this transaction. */
    PolicyBatch batch(ImportResult result, String actor, Instant now) {
        String changes = result.updated() > 0 ? CREATED + " union all " + REPLACED : CREATED;
        return new PolicyBatch(result.created(), result.updated(), actor, changes, List.of(Timestamp.from(now)));
    }
}
