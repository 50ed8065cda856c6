package dev.postseal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    @TempDir
    Path directory;

    @Test
    void keepsWhatWasCommittedWhenItsJvmIsKilledAndStartsAgain() throws Exception {
        Process killed = startInAnotherJvm();
        long orphan = pidOfServer();
        killed.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(orphan)).as("the server lives on").isPresent();

        try (EmbeddedServer server = EmbeddedServer.start(new DataDirectory(directory), 0)) {
            assertThat(query(server, "SELECT word FROM kept")).isEqualTo("committed");
            assertThat(pidOfServer()).isNotEqualTo(orphan);
        }
        assertThat(directory.resolve("postgresql/postmaster.pid")).doesNotExist();
    }

    @Test
    void isStartedAgainWhenItEndsByItself() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(new DataDirectory(directory), 0)) {
            long first = pidOfServer();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> query(server, "SELECT 'again'").equals("again") && pidOfServer() != first);
        }
    }

    @Test
    void isDurableAndClosedToOthers() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(new DataDirectory(directory), 0)) {
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "postgres", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(directory.resolve("postgresql.password")))
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
            assertThat(Files.getPosixFilePermissions(directory.resolve("programs")))
                    .as("where programs lie that we start")
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE", "OWNER_EXECUTE");
            assertThatThrownBy(() -> EmbeddedServer.start(new DataDirectory(directory), 0))
                    .hasMessageContaining("in use by another Postseal");
        }
    }

    @Test
    void takesNoStrangersPidForTheServers() throws Exception {
        EmbeddedServer.start(new DataDirectory(directory), 0).close();
        Path pidFile = directory.resolve("postgresql/postmaster.pid");
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(pidFile, stranger.pid() + "\n" + directory.resolve("postgresql") + "\n");

            EmbeddedServer.start(new DataDirectory(directory), 0).close();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private Process startInAnotherJvm() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Keeper.class.getName(),
                        directory.toString()))
                .redirectError(new File("/dev/null"))
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals("committed")) {
            line = output.readLine();
        }
        assertThat(line).isEqualTo("committed");
        return process;
    }

    private long pidOfServer() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgresql/postmaster.pid"))
                .getFirst()
                .strip());
    }

    private static String query(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), "postgres", server.password());
                var rows = connection.createStatement().executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /** Starts the server, commits, and waits to be killed. */
    static final class Keeper {
        public static void main(String[] arguments) throws Exception {
            EmbeddedServer server = EmbeddedServer.start(new DataDirectory(Path.of(arguments[0])), 0);
            try (Connection connection = DriverManager.getConnection(server.url(), "postgres", server.password())) {
                connection.createStatement().execute("CREATE TABLE kept AS SELECT 'committed' AS word");
            }
            System.out.println("committed");
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }
}
