package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.database.RowStream;
import dev.postseal.database.TestDatabase;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The view that Postfix reads in the database, and what its role may do there. */
class DatabaseMapTest {
    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @Test
    void theViewHoldsWhatTheTextMapHoldsEntryByEntry() throws Exception {
        insert("plain.example", "may", "", true, "null");
        insert(".parent.example", "encrypt", "ciphers=high", true, "now() + interval '1 hour'");
        insert(
                "[mx.example]:587",
                "secure",
                "match=nexthop:dot-nexthop { policy_string = mode: enforce }",
                true,
                "null");
        insert("expired.example", "secure", "", true, "now() - interval '1 second'");
        insert("inactive.example", "secure", "", false, "null");

        var text = new StringWriter();
        map().writeTo(text);

        assertThat(text.toString().lines().toList()).hasSize(3).isEqualTo(view());
    }

    @Test
    void anOverrideGoesBackInTheViewAndInTheTextMapAtTheMomentItEnds() throws Exception {
        insert("before.example", "may", "", true, "now() + interval '1 hour'");
        insert("after.example", "may", "ciphers=high", true, "now() - interval '1 second'");
        insert("off.example", "may", "", false, "now() - interval '1 second'");
        insert("short.example", "encrypt", "", true, "clock_timestamp() + interval '300 milliseconds'");
        jdbc.sql("""
                update policy_entry set thereafter_policy = 'verify', thereafter_parameters = 'match=mx.' || target,
                    thereafter_reason = '', thereafter_owner = ''""").update();

        SocketmapFixture.await(() -> view().contains("short.example\tverify match=mx.short.example"));
        var text = new StringWriter();
        map().writeTo(text);

        assertThat(view())
                .containsExactly(
                        "after.example\tverify match=mx.after.example",
                        "before.example\tmay",
                        "short.example\tverify match=mx.short.example");
        assertThat(text.toString().lines().toList()).isEqualTo(view());
    }

    @Test
    void anEntryLeavesTheViewAtTheMomentItExpires() {
        insert("short.example", "may", "", true, "clock_timestamp() + interval '300 milliseconds'");
        assertThat(view()).containsExactly("short.example\tmay");

        SocketmapFixture.await(() -> view().isEmpty());
    }

    @Test
    void theRoleReadsTheViewAndNothingElse() throws Exception {
        insert("one.example", "may", "", true, "null");
        jdbc.sql("alter role postseal_postfix password 'secret'").update();
        List<String> relations = jdbc.sql("""
                        select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and c.relkind in ('r', 'v', 'm', 'p', 'S') and c.relname <> 'postfix_tls_policy'""").query(String.class).list();
        assertThat(relations).hasSizeGreaterThan(10);
        try (Connection connection = DriverManager.getConnection(database.url(), "postseal_postfix", "secret");
                Statement sql = connection.createStatement()) {
            try (var rows = sql.executeQuery("select policy from postfix_tls_policy where target = 'one.example'")) {
                assertThat(rows.next()).isTrue();
            }
            List<String> attempts = new ArrayList<>();
            for (String relation : relations) {
                attempts.add("select * from " + relation);
                attempts.add("delete from " + relation);
            }
            attempts.addAll(List.of(
                    "update postfix_tls_policy set target = 'two.example'",
                    "delete from postfix_tls_policy",
                    "create table public.mine (id int)",
                    "create schema mine",
                    "create role mine",
                    "select policy_note_change('{one.example}')"));
            for (String attempt : attempts) {
                assertThatThrownBy(() -> sql.execute(attempt))
                        .as(attempt)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|cannot delete|cannot update|cannot change).*");
            }
        }
    }

    @Test
    void theMigrationGivesTheRoleAllItNeeds() {
        assertThat(asSeenBy(database.dataSource()).statementsToRun()).isEmpty();
    }

    @Test
    void theRoleIsFoundByItsSessions() throws Exception {
        DatabaseMap map = asSeenBy(database.dataSource());
        assertThat(map.sessions().connected()).isZero();
        jdbc.sql("alter role postseal_postfix password 'secret'").update();
        try (Connection postfix = DriverManager.getConnection(database.url(), "postseal_postfix", "secret")) {
            assertThat(postfix.isValid(5)).isTrue();
            assertThat(map.sessions().connected()).isEqualTo(1);
        }
    }

    @Test
    void whoMayNotMakeRolesGetsTheStatementsToRunInstead() {
        jdbc.sql("alter role postseal_postfix rename to postseal_elsewhere").update();
        try {
            jdbc.sql("create role tenant login password 'secret'").update();
            jdbc.sql("create database tenant owner tenant").update();
            PGSimpleDataSource tenant = new PGSimpleDataSource();
            tenant.setUrl(database.url().replaceAll("/[^/]*$", "/tenant"));
            tenant.setUser("tenant");
            tenant.setPassword("secret");
            Flyway.configure()
                    .dataSource(tenant)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            DatabaseMap map = asSeenBy(tenant);

            assertThat(map.statementsToRun()).first().isEqualTo("CREATE ROLE postseal_postfix LOGIN;");
            assertThat(map.statementsToRun())
                    .contains("GRANT SELECT ON \"public\".postfix_tls_policy TO postseal_postfix;");

            asAdministrator(tenant, sql -> map.statementsToRun().forEach(sql));
            assertThat(map.statementsToRun()).isEmpty();
            asAdministrator(tenant, sql -> sql.accept("drop owned by postseal_postfix"));
            assertThat(map.statementsToRun())
                    .containsExactly("GRANT SELECT ON \"public\".postfix_tls_policy TO postseal_postfix;");
        } finally {
            jdbc.sql("drop database if exists tenant with (force)").update();
            jdbc.sql("drop role if exists tenant").update();
            jdbc.sql("drop role if exists postseal_postfix").update();
            jdbc.sql("alter role postseal_elsewhere rename to postseal_postfix").update();
        }
    }

    @Test
    void aLookupPassesByAHundredThousandOtherEntries() {
        jdbc.sql("""
                insert into policy_entry (target, policy, created_at, created_by, updated_at, updated_by, search_text)
                select 'd' || n || '.example', 'may', now(), 'test', now(), 'test', '' from generate_series(1, 100000) n""").update();
        assertThat(jdbc.sql("explain select policy from postfix_tls_policy where target = 'd4711.example'")
                        .query(String.class)
                        .list()
                        .toString())
                .contains("policy_entry_target")
                .doesNotContain("Seq Scan");
    }

    private void asAdministrator(PGSimpleDataSource tenant, Consumer<Consumer<String>> act) {
        PGSimpleDataSource administrator = new PGSimpleDataSource();
        administrator.setUrl(tenant.getUrl());
        administrator.setUser(database.user());
        administrator.setPassword(database.password());
        JdbcClient there = JdbcClient.create(administrator);
        act.accept(statement -> there.sql(statement).update());
    }

    private static DatabaseMap asSeenBy(DataSource source) {
        return new DatabaseMap(JdbcClient.create(source), new JdbcTemplate(source));
    }

    private PostfixMap map() {
        DataSource source = database.dataSource();
        return new PostfixMap(
                new JdbcTemplate(source), new RowStream(source), new JdbcTransactionManager(source), Clock.systemUTC());
    }

    private List<String> view() {
        return jdbc.sql("select target || e'\\t' || policy from postfix_tls_policy order by target")
                .query(String.class)
                .list();
    }

    private void insert(String target, String policy, String parameters, boolean active, String expiresAt) {
        jdbc.sql("""
                insert into policy_entry (target, policy, parameters, active, expires_at, created_at, created_by, updated_at,
                    updated_by, search_text)
                values (?, ?, ?, ?, %s, now(), 'test', now(), 'test', '')""".formatted(expiresAt))
                .params(target, policy, parameters, active)
                .update();
    }
}
