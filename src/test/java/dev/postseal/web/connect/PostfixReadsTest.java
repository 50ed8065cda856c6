package dev.postseal.web.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.NeedsSystemPart;
import dev.postseal.api.ApiTest;
import dev.postseal.enforcement.Identity;
import dev.postseal.export.DatabaseMap;
import dev.postseal.export.MapFile;
import dev.postseal.export.OwnPostfix;
import dev.postseal.smtp.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Real Postfix with the lines that the page gives it: from the database, and from the file once the command has run. */
@NeedsSystemPart({"postfix", "postmap", "sendmail"})
class PostfixReadsTest extends ApiTest {
    private static final Path DIRECTORY = directory();
    private static final Path FILE = DIRECTORY.resolve("tls_policy");
    private static final List<String> TARGETS = List.of(
            "d%d.example",
            ".sub%d.example",
            "[mx%d.example]",
            "[mx%d.example]:587",
            "d%d.example:submission",
            "[192.0.2.%d]",
            "[IPv6:2001:db8::%d]",
            "bücher%d.example",
            "MiXeD%d.Example");
    private static final List<String[]> POLICIES = List.of(
            new String[] {"none", ""},
            new String[] {"may", "protocols=>=TLSv1.2 ciphers=high exclude=aNULL:MD5"},
            new String[] {"encrypt", "{ protocols = >=TLSv1.2 } connection_reuse=yes"},
            new String[] {"secure", "match=nexthop:dot-nexthop:mail.partner.example servername=mail.partner.example"},
            new String[] {"secure", "policy_type=sts { policy_string = mode: enforce } match=m.example"},
            new String[] {"dane-only", "ciphers=high"},
            new String[] {"fingerprint", "match=" + "AB:".repeat(31) + "CD match=" + "0".repeat(64)});

    @Autowired
    private DatabaseMap view;

    @Autowired
    private MapFile file;

    @DynamicPropertySource
    static void keepAFile(DynamicPropertyRegistry registry) {
        registry.add("postseal.export.file", FILE::toString);
        registry.add("postseal.export.command", () -> "postmap -c " + DIRECTORY + " hash:" + FILE);
    }

    @Test
    void postmapFindsEveryEntryInTheDatabaseAndInTheFile() throws Exception {
        Map<String, String> expected = entries();
        awaitFile(expected.size());
        String queries = String.join("\n", expected.keySet()) + "\nunknown.example\nit's.example\n";
        for (String type :
                List.of("pgsql:" + postsealCf(), FileWay.of(file).mainCf().replaceAll(".* = ", ""))) {
            try (var postfix = new OwnPostfix(type)) {
                Map<String, String> answers = new LinkedHashMap<>();
                postfix.run(queries, "postmap", "-q", "-", type)
                        .lines()
                        .forEach(line -> answers.put(
                                line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1)));
                assertThat(answers).as(type).isEqualTo(expected);
            }
        }
    }

    @Test
    void aChangeGovernsTheNextMessageThroughTheDatabaseWithNoReload() throws Exception {
        String mainCf = DatabaseWay.MAIN_CF.replace(
                "/etc/postfix/postseal.cf", postsealCf().toString());
        assertNextMessageIsGoverned(mainCf, line -> {});
    }

    @Test
    void aChangeGovernsTheNextMessageThroughTheFileWithNoReload() throws Exception {
        assertNextMessageIsGoverned(FileWay.of(file).mainCf(), this::awaitCommand);
    }

    private interface Arrival {
        void await(String line) throws IOException;
    }

    private void assertNextMessageIsGoverned(String mainCf, Arrival arrival) throws Exception {
        Identity identity = Identity.named("mx").dns("mx.partner.example").selfSigned();
        try (ScriptedServer partner = ScriptedServer.playing(peer -> peer.offerTls()
                        .handshake(identity.serverContext(), new SSLParameters())
                        .serve("8BITMIME"));
                var postfix = new OwnPostfix(mainCf.replaceAll(".* = ", ""))) {
            String nextHop = "[127.0.0.1]:" + partner.address().getPort();
            policy(nextHop, "encrypt", "", arrival);
            postfix.start("relayhost = " + nextHop);
            postfix.send("one@partner.example");
            postfix.awaitLog("to=<one@partner.example>.*status=sent");

            policy(nextHop, "fingerprint", "match=" + "00:".repeat(31) + "00", arrival);
            postfix.send("two@partner.example");
            postfix.awaitLog("to=<two@partner.example>.*status=deferred \\(Server certificate not verified\\)");

            policy(nextHop, "may", "", arrival);
            postfix.send("three@partner.example");
            postfix.awaitLog("to=<three@partner.example>.*status=sent");

            assertThat(partner.heard()).noneMatch(line -> line.contains("RCPT TO:<two@partner.example>"));
        }
    }

    /** As the page shows it, with the one thing that the administrator has to fill in. */
    private Path postsealCf() throws IOException {
        database.sql("alter role postseal_postfix password 'secret'").update();
        Path cf = DIRECTORY.resolve("postseal.cf");
        Files.writeString(cf, DatabaseWay.of(view, false, false).cf().replace("CHANGE-ME", "secret") + "\n");
        Files.setPosixFilePermissions(cf, PosixFilePermissions.fromString("rw-r--r--"));
        return cf;
    }

    private Map<String, String> entries() throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < POLICIES.size() * TARGETS.size(); i++) {
            String target = TARGETS.get(i % TARGETS.size()).formatted(1 + i / TARGETS.size());
            String[] policy = POLICIES.get(i / TARGETS.size());
            Answer answer = post(
                    "/api/v1/policies",
                    "{\"target\": \"%s\", \"policy\": \"%s\", \"parameters\": \"%s\"}"
                            .formatted(target, policy[0], policy[1]));
            assertThat(answer.status()).as(target + answer.http().body()).isEqualTo(201);
            expected.put(answer.text("/target"), (policy[0] + " " + answer.text("/parameters")).strip());
        }
        return expected;
    }

    private void policy(String target, String policy, String parameters, Arrival arrival) throws Exception {
        Answer answer = put(
                "/api/v1/policies/by-target/" + URLEncoder.encode(target, StandardCharsets.UTF_8),
                "{\"policy\": \"%s\", \"parameters\": \"%s\"}".formatted(policy, parameters));
        assertThat(answer.status()).as(answer.http().body()).isIn(200, 201);
        arrival.await(
                target.toLowerCase(java.util.Locale.ROOT) + "\t" + (policy + " " + answer.text("/parameters")).strip());
    }

    private void awaitFile(int entries) {
        await(() -> lines().size() == entries && !marked());
    }

    /** Postfix tells one file from the next by its time in whole seconds: the next one is not made in the same second. */
    private void awaitCommand(String line) throws IOException {
        await(() -> lines().contains(line) && !marked());
        long made = Files.getLastModifiedTime(Path.of(FILE + ".db")).toMillis() / 1000;
        await(() -> Clock.systemUTC().millis() / 1000 > made + 1);
    }

    private static boolean marked() {
        return Files.exists(DIRECTORY.resolve(".tls_policy.command-due"));
    }

    private static List<String> lines() {
        try {
            return Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("postseal-export");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(directory.resolve("main.cf"), "compatibility_level = 3.6\n");
            return directory;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
