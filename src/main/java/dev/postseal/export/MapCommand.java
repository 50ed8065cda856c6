package dev.postseal.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What is run after the file has changed, most often {@code postmap}: by {@code /bin/sh -c}, in the file's directory, with no
 * input and without our settings in its environment, for there may be passwords among them.
 *
 * @param limit how long it may take; then it is killed with everything that it started
 */
record MapCommand(String line, Duration limit) {
    private static final int MAX_OUTPUT = 4_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** What came of a run. */
    sealed interface Result {
        /** Exit status 0. */
        record Done() implements Result {}

        /** Another exit status; 128 and more: it was ended by a signal. */
        record Failed(int status, String output) implements Result {}

        /** Not done within the limit, hence killed. */
        record TooLong(String output) implements Result {}

        /** There is no {@code /bin/sh}, or no process to be had. */
        record NotStarted(String why) implements Result {}
    }

    /**
     * Runs it and waits for its end. Of what it says the beginning is kept.
     *
     * @throws InterruptedException when this thread was to end; the command has been killed then
     */
    Result run(Path directory) throws InterruptedException {
        try {
            return outcome(start(directory));
        } catch (IOException e) {
            return new Result.NotStarted(String.valueOf(e.getMessage()));
        }
    }

    private Process start(Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("POSTSEAL_") || name.startsWith("SPRING_"));
        return builder.start();
    }

    private Result outcome(Process process) throws InterruptedException {
        var output = new ByteArrayOutputStream();
        Thread reader = Thread.ofPlatform()
                .daemon()
                .name("map-command")
                .start(() -> keepBeginning(process.getInputStream(), output));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill(process);
            }
            // What it left running in the background may hold its output open for ever.
            reader.join(LAST_WORDS);
            String text = output.toString(StandardCharsets.UTF_8).strip();
            if (!ended) {
                return new Result.TooLong(text);
            }
            return process.exitValue() == 0 ? new Result.Done() : new Result.Failed(process.exitValue(), text);
        } finally {
            kill(process);
        }
    }

    /** Reads to the end whatever is kept: a full pipe would hold the command up. */
    private static void keepBeginning(InputStream in, ByteArrayOutputStream kept) {
        byte[] buffer = new byte[4_096];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                kept.write(buffer, 0, Math.min(n, MAX_OUTPUT - kept.size()));
            }
        } catch (IOException e) {
            // It was killed; what it said before has been kept.
        }
    }

    private static void kill(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
