package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.NeedsSystemPart;
import dev.postseal.api.ApiTest;
import dev.postseal.enforcement.Identity;
import dev.postseal.smtp.ScriptedServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Real Postfix asks the socketmap: postmap for each entry, and its smtp client before it delivers. */
@NeedsSystemPart({"postfix", "postmap", "sendmail"})
class PostfixAsksTest extends ApiTest {
    private static final Path UNIX = socketPath();

    private static final List<String> TARGETS = List.of(
            "d%d.example",
            ".sub%d.example",
            "[mx%d.example]",
            "[mx%d.example]:587",
            "d%d.example:submission",
            "[192.0.2.%d]",
            "192.0.2.%d",
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
    private SocketmapServer server;

    @DynamicPropertySource
    static void listen(DynamicPropertyRegistry registry) {
        registry.add("postseal.socketmap.listen", () -> "127.0.0.1:0,unix:" + UNIX);
    }

    @Test
    void postmapGetsEveryEntryAsItWasWritten() throws Exception {
        Map<String, String> expected = entries();
        String queries = String.join("\n", expected.keySet()) + "\nunknown.example\n.example\n";
        try (var postfix = new OwnPostfix(map())) {
            for (String type : List.of(map(), "socketmap:unix:" + UNIX + ":policy")) {
                Map<String, String> answers = new LinkedHashMap<>();
                postfix.run(queries, "postmap", "-q", "-", type)
                        .lines()
                        .forEach(line -> answers.put(
                                line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1)));
                assertThat(answers).as(type).isEqualTo(expected);
            }
            assertThat(postfix.run("", "postmap", "-q", "d1.example", map())).isEqualTo("none\n");
            assertThat(postfix.run("", "postmap", "-q", "d1.example", map().replace(":policy", ":other")))
                    .contains("socketmap server permanent error: there is one map here, policy");
        }
    }

    @Test
    void aMessageIsSentByThePolicyOfThisMomentWithNoReload() throws Exception {
        Identity identity = Identity.named("mx").dns("mx.partner.example").selfSigned();
        try (ScriptedServer partner = ScriptedServer.playing(peer -> peer.offerTls()
                        .handshake(identity.serverContext(), new SSLParameters())
                        .serve("8BITMIME"));
                var postfix = new OwnPostfix(map())) {
            String nextHop = "[127.0.0.1]:" + partner.address().getPort();
            postfix.start("relayhost = " + nextHop);

            policy(nextHop, "encrypt", "");
            postfix.send("one@partner.example");
            postfix.awaitLog("to=<one@partner.example>.*status=sent");

            policy(nextHop, "fingerprint", "match=" + "00:".repeat(31) + "00");
            postfix.send("two@partner.example");
            postfix.awaitLog("to=<two@partner.example>.*status=deferred \\(Server certificate not verified\\)");

            policy(nextHop, "may", "");
            postfix.send("three@partner.example");
            postfix.awaitLog("to=<three@partner.example>.*status=sent");

            assertThat(partner.heard()).anyMatch(line -> line.contains("RCPT TO:<one@partner.example>"));
            assertThat(partner.heard()).noneMatch(line -> line.contains("RCPT TO:<two@partner.example>"));
        }
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

    private void policy(String target, String policy, String parameters) throws Exception {
        Answer answer = put(
                "/api/v1/policies/by-target/" + java.net.URLEncoder.encode(target, StandardCharsets.UTF_8),
                "{\"policy\": \"%s\", \"parameters\": \"%s\"}".formatted(policy, parameters));
        assertThat(answer.status()).as(answer.http().body()).isIn(200, 201);
    }

    private String map() {
        int tcp = server.addresses().stream()
                .filter(InetSocketAddress.class::isInstance)
                .mapToInt(address -> ((InetSocketAddress) address).getPort())
                .findFirst()
                .orElseThrow();
        return "socketmap:inet:127.0.0.1:" + tcp + ":policy";
    }

    private static Path socketPath() {
        try {
            return Files.createTempDirectory("socketmap").resolve("policies");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
