package dev.postseal.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A migrated, otherwise empty database of its own on the one real server of this test JVM, copied from a template in some
 * 50 ms. Every Spring context of a test gets one by itself (see {@link TestDatabaseCustomizerFactory}); a test without Spring
 * calls {@link #fresh()}.
 */
public record TestDatabase(String url, String user, String password) {
    private static final AtomicInteger number = new AtomicInteger();

    public static TestDatabase fresh() {
        String name = "test_" + number.incrementAndGet();
        Server.execute("CREATE DATABASE " + name + " TEMPLATE migrated STRATEGY FILE_COPY");
        return at(name);
    }

    /** A new, unpooled connection for each call; enough for a test. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static TestDatabase at(String name) {
        return new TestDatabase(
                "jdbc:postgresql://127.0.0.1:" + Server.postgres.getPort() + "/" + name, "postgres", "postgres");
    }

    /** Started with the first database asked for, stopped with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres postgres = start();

        static {
            execute("CREATE DATABASE migrated");
            TestDatabase template = at("migrated");
            Flyway.configure()
                    .dataSource(template.url(), template.user(), template.password())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }

        static EmbeddedPostgres start() {
            try {
                Path programs = Path.of("target", "postgresql-programs").toAbsolutePath();
                System.setProperty("ot.epg.working-dir", programs.toString());
                return EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(programs.toFile())
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setServerConfig("max_connections", "500")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static void execute(String statement) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement sql = connection.createStatement()) {
                sql.execute(statement);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
