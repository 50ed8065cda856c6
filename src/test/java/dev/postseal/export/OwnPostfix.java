package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Postfix of one test alone: own configuration, own queue, own log, no listener. */
public final class OwnPostfix implements AutoCloseable {
    private static final String MAIN = """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            maillog_file = %1$s/log
            maillog_file_prefixes = %1$s
            myhostname = client.example
            mydestination =
            alias_maps =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            smtp_tls_policy_maps = %2$s
            smtp_tls_fingerprint_digest = sha256
            """;
    private static final String MASTER = """
            pickup    unix n - n 1 1 pickup
            cleanup   unix n - n - 0 cleanup
            qmgr      unix n - n 1 1 qmgr
            tlsmgr    unix - - n 1000? 1 tlsmgr
            rewrite   unix - - n - - trivial-rewrite
            bounce    unix - - n - 0 bounce
            defer     unix - - n - 0 bounce
            trace     unix - - n - 0 bounce
            smtp      unix - - n - - smtp
            proxymap  unix - - n - - proxymap
            scache    unix - - n - 1 scache
            anvil     unix - - n - 1 anvil
            error     unix - - n - - error
            retry     unix - - n - - error
            showq     unix n - n - - showq
            postlog   unix-dgram n - n - 1 postlogd
            """;

    private final Path directory;
    private final String main;
    private boolean started;

    public OwnPostfix(String policyMap) throws IOException {
        // Postfix's own users have to get there, which a test's usual directory forbids.
        this.directory = Files.createTempDirectory("postfix");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.main = MAIN.formatted(directory, policyMap);
        for (String name : List.of("queue", "data", "conf")) {
            Files.createDirectory(directory.resolve(name));
        }
        Files.writeString(conf().resolve("main.cf"), main);
        Files.writeString(conf().resolve("master.cf"), MASTER);
    }

    public void start(String setting) throws Exception {
        Files.writeString(conf().resolve("main.cf"), main + setting + "\n");
        run("", "chown", "postfix", directory.resolve("data").toString());
        run("", "postfix", "-c", conf().toString(), "start");
        started = true;
    }

    public void send(String recipient) throws Exception {
        run("Subject: test\n\nbody\n", "sendmail", "-C", conf().toString(), "-f", "sender@client.example", recipient);
    }

    /** Waits for a line of the log in which this pattern is found. */
    public void awaitLog(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        try {
            SocketmapFixture.await(
                    () -> log().lines().anyMatch(line -> wanted.matcher(line).find()));
        } catch (AssertionError e) {
            throw new AssertionError("no " + pattern + " in\n" + log(), e);
        }
    }

    /** What the program says, with its errors. */
    public String run(String input, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        if (words[0].equals("postmap")) {
            command.addAll(1, List.of("-c", conf().toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", ":/usr/sbin", String::concat);
        // Into a file: what Postfix leaves running would hold a pipe open.
        Path output = directory.resolve("output");
        Process process = builder.redirectOutput(output.toFile()).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }

    @Override
    public void close() throws Exception {
        if (started) {
            run("", "postfix", "-c", conf().toString(), "stop");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path conf() {
        return directory.resolve("conf");
    }

    private String log() {
        try {
            Path log = directory.resolve("log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
