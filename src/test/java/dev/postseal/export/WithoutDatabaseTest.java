package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyStore;
import dev.postseal.policy.SaveResult;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real server is stopped and started while requests run: no wrong answer, no connection lost. */
class WithoutDatabaseTest {
    private static final int ENTRIES = 500;
    private static final int CLIENTS = 4;

    @TempDir
    private Path data;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicLong answers = new AtomicLong();

    @Test
    void theLastKnownStateIsServedUntilTheDatabaseIsBack() throws Exception {
        EmbeddedPostgres postgres = postgres(0);
        int port = postgres.getPort();
        var store = new PolicyStore(filled(port), Instant.parse("2026-03-01T12:00:00Z"));
        var health = new PoliciesHealth(store.lookup());
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

        try (var following = FollowedPolicies.following(store.feed(), store.lookup());
                var fixture = new SocketmapFixture(store.lookup());
                ExecutorService clients = Executors.newCachedThreadPool()) {
            store.live(following.live());
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(asking(fixture)));
            }
            try {
                postgres.close();
                SocketmapFixture.await(() -> health.health().getStatus().equals(Status.UNKNOWN));
                assertThat(health.health().getDetails())
                        .containsEntry("current", false)
                        .containsKeys("revision", "lastContactSeconds");
                awaitMoreAnswers();
                postgres = postgres(port);
                SocketmapFixture.await(() -> health.health().getStatus().equals(Status.UP));
                awaitMoreAnswers();
            } finally {
                enough.set(true);
            }
            for (Future<Boolean> client : running) {
                assertThat(client.get()).isTrue();
            }
            try (var client = new SocketmapTalk(fixture.address())) {
                assertThat(client.ask("new.example")).isEqualTo("NOTFOUND ");
                assertThat(store.policies().create(new PolicyDraft("new.example", "dane-only", "", true, "", "", null)))
                        .isInstanceOf(SaveResult.Saved.class);
                assertThat(client.ask("new.example")).isEqualTo("OK dane-only");
            }
        } finally {
            postgres.close();
        }
    }

    /** One connection, from the beginning to the end. */
    private Callable<Boolean> asking(SocketmapFixture fixture) {
        return () -> {
            try (var client = new SocketmapTalk(fixture.address())) {
                while (!enough.get()) {
                    int number = ThreadLocalRandom.current().nextInt(2 * ENTRIES);
                    String expected = number < ENTRIES ? "OK secure match=mx" + number + ".example" : "NOTFOUND ";
                    assertThat(client.ask("d" + number + ".example")).isEqualTo(expected);
                    answers.incrementAndGet();
                }
            }
            return true;
        };
    }

    private void awaitMoreAnswers() {
        long before = answers.get();
        SocketmapFixture.await(() -> answers.get() > before + 1_000);
    }

    private static DataSource filled(int port) {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        source.setUser("postgres");
        source.setPassword("postgres");
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        JdbcClient.create(source).sql("""
                insert into policy_entry (target, policy, parameters, created_at, created_by, updated_at, updated_by,
                    search_text)
                select 'd' || n || '.example', 'secure', 'match=mx' || n || '.example', now(), 'x', now(), 'x', ''
                from generate_series(0, :last) n""").param("last", ENTRIES - 1).update();
        return source;
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Path.of("target", "postgresql-programs")
                        .toAbsolutePath()
                        .toFile())
                .setDataDirectory(data.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }
}
