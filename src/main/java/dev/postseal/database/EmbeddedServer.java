package dev.postseal.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own below the data directory: durable, on loopback only, reached with a password that nobody but
 * the owner of the directory can read. It outlives {@code kill -9} of this process: the next start takes over. When it
 * ends by itself, it is started again on the same port: nobody else looks after it.
 */
final class EmbeddedServer implements AutoCloseable {
    static final String USER = "postgres";
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    /** Whoever stops us may stop the server at the same time: then it is no accident. */
    private static final Duration BEFORE_CLOSED = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** As the distribution would have it, not as a test server has it: a committed message is on the disk. */
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    /** For lists of a million entries; the defaults are those of a machine of twenty years ago. */
    private static final Map<String, String> ROOMY = Map.of("shared_buffers", "256MB", "max_wal_size", "2GB");

    private static final Map<String, String> PRIVATE =
            Map.of("listen_addresses", "127.0.0.1", "unix_socket_directories", "");

    private final DataDirectoryLock lock;
    private final DataDirectory directory;
    private final ServerPassword password;
    private final int port;
    private EmbeddedPostgres postgres;
    private boolean closed;

    private EmbeddedServer(
            DataDirectoryLock lock, DataDirectory directory, EmbeddedPostgres postgres, ServerPassword password) {
        this.lock = lock;
        this.directory = directory;
        this.postgres = postgres;
        this.password = password;
        this.port = postgres.getPort();
    }

    /**
     * @param port 0 for any that is free
     * @throws IllegalStateException when another Postseal uses the directory, or the server does not come up
     */
    static EmbeddedServer start(DataDirectory directory, int port) {
        try {
            DataDirectoryLock lock = DataDirectoryLock.take(directory);
            try {
                orphan(directory).stop();
                ServerPassword password = ServerPassword.in(directory);
                EmbeddedServer server =
                        new EmbeddedServer(lock, directory, launch(directory, port, password), password);
                server.watch();
                return server;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the embedded database was starting", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the embedded database below postseal.data-dir=" + directory.path() + " does not start: "
                            + e.getMessage() + "; its own words are in " + logFile(directory),
                    e);
        }
    }

    private static OrphanedServer orphan(DataDirectory directory) {
        return new OrphanedServer(directory.resolve("postgresql"));
    }

    /** Does nothing on a system that does not name its processes. */
    private void watch() throws IOException {
        orphan(directory)
                .server()
                .ifPresent(process -> process.onExit().thenRunAsync(this::startAgain, after(BEFORE_CLOSED)));
    }

    private static Executor after(Duration delay) {
        return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void startAgain() {
        if (closed) {
            return;
        }
        log.warn(
                "The embedded database has ended by itself, starting it again; its own words are in {}",
                logFile(directory));
        try {
            postgres.close();
            orphan(directory).stop();
            postgres = launch(directory, port, password);
            watch();
        } catch (IOException | RuntimeException e) {
            log.error("The embedded database does not start, trying again in {}: {}", PAUSE, e.getMessage());
            after(PAUSE).execute(this::startAgain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EmbeddedPostgres launch(DataDirectory directory, int port, ServerPassword password)
            throws IOException {
        // Not in /tmp, where anyone could put programs of his own in their place; and one level down, because the
        // library
        // opens its directory to all writers.
        Path programs = directory.directory("programs").resolve("unpacked");
        System.setProperty("ot.epg.working-dir", programs.toString());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(programs.toFile())
                .setDataDirectory(directory.resolve("postgresql"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setPort(port)
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", password.file().toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", password.value())
                .setOutputRedirector(
                        ProcessBuilder.Redirect.appendTo(logFile(directory).toFile()));
        DURABLE.forEach(builder::setServerConfig);
        ROOMY.forEach(builder::setServerConfig);
        PRIVATE.forEach(builder::setServerConfig);
        return builder.start();
    }

    private static Path logFile(DataDirectory directory) {
        return directory.resolve("postgresql.log");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?ApplicationName=postseal";
    }

    String password() {
        return password.value();
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            postgres.close();
            lock.close();
        } catch (IOException e) {
            log.warn("The embedded database did not stop cleanly: {}", e.getMessage());
        }
    }
}
