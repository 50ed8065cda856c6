package dev.postseal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed JVM leaves behind, seen by the directory: its database server goes on running, and its
 * {@code postmaster.pid} keeps the next one from starting. Only to be used by the holder of the
 * {@link DataDirectoryLock}.
 */
final class OrphanedServer {
    private static final Logger log = LoggerFactory.getLogger(OrphanedServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path databaseDirectory;

    OrphanedServer(Path databaseDirectory) {
        this.databaseDirectory = databaseDirectory;
    }

    /**
     * Stops what still runs on the directory and waits until it is gone. A pid file that names a process which is not a
     * server on this directory (pids are given out again) is deleted; one that names nobody is left to PostgreSQL.
     */
    void stop() throws IOException, InterruptedException {
        Path pidFile = databaseDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = pidIn(pidFile);
        List<ProcessHandle> running = serversOnDirectory();
        for (ProcessHandle server : running) {
            if (server.pid() == pid) {
                log.warn("Stopping database server {} left behind on {}", pid, databaseDirectory);
                interrupt(server);
            }
        }
        // Its children end with it; none may be left before another server touches the files.
        for (ProcessHandle server : running) {
            awaitEnd(server);
        }
        if (ProcessHandle.of(pid).isPresent() && Files.exists(pidFile)) {
            log.warn("Removing {}: process {} is not a database server on this directory", pidFile, pid);
            Files.delete(pidFile);
        }
    }

    /** The server that runs on the directory, if one does. */
    Optional<ProcessHandle> server() throws IOException {
        Path pidFile = databaseDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return ProcessHandle.of(pidIn(pidFile)).filter(this::servesDirectory);
    }

    private static long pidIn(Path pidFile) throws IOException {
        try {
            return Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        } catch (NumberFormatException | java.util.NoSuchElementException e) {
            // Cut off while it was being written: there never was a server that had finished starting.
            Files.delete(pidFile);
            return -1;
        }
    }

    private List<ProcessHandle> serversOnDirectory() {
        return ProcessHandle.allProcesses().filter(this::servesDirectory).toList();
    }

    /** PostgreSQL and each of its children have the data directory as their working directory. */
    private boolean servesDirectory(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            return proc.resolve("exe").toRealPath().endsWith("postgres")
                    && Files.isSameFile(proc.resolve("cwd"), databaseDirectory);
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown; SIGTERM, all that {@link ProcessHandle} has, would wait for its clients. */
    private static void interrupt(ProcessHandle server) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(server.pid()))
                .start()
                .waitFor();
    }

    private static void awaitEnd(ProcessHandle server) throws IOException, InterruptedException {
        try {
            server.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // What is committed is on disk: the next start recovers from the log, as after a power cut.
            log.warn("Database server process {} did not end within {}, killing it", server.pid(), PATIENCE);
            server.destroyForcibly();
            server.onExit().join();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }
}
