package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import dev.postseal.enforcement.Identity;
import dev.postseal.smtp.ScriptedServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;

/** Entries of every kind, and what a Postfix makes of them by the way on which it reads them. */
public abstract class PostfixFixture extends ApiTest {
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

    /** Waits until Postfix can read a line that was written. */
    protected interface Arrival {
        void await(String line) throws IOException;
    }

    /** Writes an entry for each kind of target at each level; by their targets what Postfix is to read. */
    protected final Map<String, String> entries() throws Exception {
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

    /** What postmap finds for these keys and for others that have no entry. */
    protected static Map<String, String> answers(
            OwnPostfix postfix, String type, Collection<String> keys, String... others) throws Exception {
        String queries = String.join("\n", keys) + "\n" + String.join("\n", others) + "\n";
        Map<String, String> answers = new LinkedHashMap<>();
        postfix.run(queries, "postmap", "-q", "-", type)
                .lines()
                .forEach(line ->
                        answers.put(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1)));
        return answers;
    }

    /** Three messages, and between them two changes of the entry: one is sent, one waits, one is sent. */
    protected final void assertNextMessageIsGoverned(String type, Arrival arrival) throws Exception {
        Identity identity = Identity.named("mx").dns("mx.partner.example").selfSigned();
        try (ScriptedServer partner = ScriptedServer.playing(peer -> peer.offerTls()
                        .handshake(identity.serverContext(), new SSLParameters())
                        .serve("8BITMIME"));
                var postfix = new OwnPostfix(type)) {
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

            assertThat(partner.heard()).anyMatch(line -> line.contains("RCPT TO:<one@partner.example>"));
            assertThat(partner.heard()).noneMatch(line -> line.contains("RCPT TO:<two@partner.example>"));
        }
    }

    private void policy(String target, String policy, String parameters, Arrival arrival) throws Exception {
        Answer answer = put(
                "/api/v1/policies/by-target/" + URLEncoder.encode(target, StandardCharsets.UTF_8),
                "{\"policy\": \"%s\", \"parameters\": \"%s\"}".formatted(policy, parameters));
        assertThat(answer.status()).as(answer.http().body()).isIn(200, 201);
        arrival.await(target.toLowerCase(Locale.ROOT) + "\t" + (policy + " " + answer.text("/parameters")).strip());
    }
}
