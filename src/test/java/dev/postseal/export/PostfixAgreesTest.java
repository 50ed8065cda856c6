package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.NeedsSystemPart;
import dev.postseal.api.ApiTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real postmap loads the export and answers every key with exactly what we decided. */
@NeedsSystemPart({"postmap", "postconf"})
class PostfixAgreesTest extends ApiTest {
    private static final List<String> TARGETS = List.of(
            "d%d.example",
            ".sub%d.example",
            "[mx%d.example]",
            "[mx%d.example]:587",
            "[mx%d.example]:submission",
            "d%d.example:587",
            "[192.0.2.%d]",
            "192.0.2.%d",
            "[IPv6:2001:db8::%d]",
            "[IPv6:2001:db8::%d]:25",
            "bücher%d.example",
            "MiXeD%d.Example");

    private static final List<String[]> POLICIES = List.of(
            new String[] {"none", ""},
            new String[] {"may", ""},
            new String[] {"may", "protocols=>=TLSv1.2 ciphers=high exclude=aNULL:MD5"},
            new String[] {"encrypt", "protocols=!SSLv2,!SSLv3"},
            new String[] {"encrypt", "{ protocols = >=TLSv1.2 } connection_reuse=yes"},
            new String[] {"verify", "match=hostname:.example.org"},
            new String[] {"secure", ""},
            new String[] {"secure", "match=nexthop:dot-nexthop:mail.partner.example servername=mail.partner.example"},
            new String[] {
                "secure",
                "policy_type=sts policy_domain=p.example { policy_string = mode: enforce } match=m.example mx_host_pattern=*.p.example"
            },
            new String[] {"dane", ""},
            new String[] {"dane-only", "ciphers=high"},
            new String[] {"fingerprint", "match=" + "AB:".repeat(31) + "CD match=" + "0".repeat(64)});

    @TempDir
    private Path directory;

    @Test
    void everyEntryIsAnsweredAsItWasWritten() throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < POLICIES.size() * TARGETS.size() * 2; i++) {
            String[] policy = POLICIES.get((i / TARGETS.size()) % POLICIES.size());
            create(TARGETS.get(i % TARGETS.size()).formatted(1 + i / TARGETS.size()), policy, true, expected);
        }
        create("inactive.example", POLICIES.get(0), false, new LinkedHashMap<>());
        assertThat(expected).hasSizeGreaterThan(250);

        Path map = directory.resolve("tls_policy");
        Files.writeString(map, get("/api/v1/export/postfix").http().body());
        Files.writeString(directory.resolve("main.cf"), "compatibility_level = 3.6\n");
        assertThat(postmap(map.toString())).isEmpty();

        for (Map.Entry<String, String> entry : expected.entrySet()) {
            assertThat(postmap("-q", entry.getKey(), type(map)))
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue() + "\n");
        }
        assertThat(postmap("-q", "inactive.example", type(map))).isEmpty();
    }

    private void create(String target, String[] policy, boolean active, Map<String, String> expected) throws Exception {
        Answer answer = post(
                "/api/v1/policies",
                "{\"target\": \"%s\", \"policy\": \"%s\", \"parameters\": \"%s\", \"active\": %s}"
                        .formatted(target, policy[0], policy[1], active));
        assertThat(answer.status()).as(target + " " + answer.http().body()).isEqualTo(201);
        expected.put(answer.text("/target"), (policy[0] + " " + answer.text("/parameters")).strip());
    }

    /** The map type of this Postfix; warnings of a configuration as bare as ours may stand before it. */
    private String type(Path map) throws Exception {
        String answer = run(List.of("postconf", "-c", directory.toString(), "-h", "default_database_type"));
        return answer.lines().reduce((first, last) -> last).orElseThrow() + ":" + map;
    }

    private String postmap(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("postmap", "-c", directory.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", ":/usr/sbin", String::concat);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
