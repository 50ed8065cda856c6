package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.policy.Level;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.TlsPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in and what comes out, byte for byte, however it arrives and however little is read at a time. */
class SocketmapGoldenTest {
    private static final PolicyLookup POLICIES = FollowedPolicies.with(
            TlsPolicy.of(Level.MAY),
            entry("example.com", Level.ENCRYPT, "", null),
            entry(".example.com", Level.SECURE, "match=nexthop:dot-nexthop", null),
            entry("[mx.example.com]:587", Level.MAY, "protocols=>=TLSv1.2 ciphers=high", null),
            entry("[ipv6:2001:db8::1]", Level.FINGERPRINT, "match=" + "AB:".repeat(31) + "CD", null),
            entry("192.0.2.1", Level.NONE, "", null),
            entry("xn--bcher-kva.example", Level.DANE_ONLY, "", null),
            entry(".xn--bcher-kva.example", Level.DANE, "", null),
            entry("sts.example", Level.SECURE, "{ policy_string = mode: enforce }", null),
            entry("tafile.example", Level.SECURE, "tafile=/etc/ssl/bücher.pem", null),
            entry("later.example", Level.VERIFY, "", Instant.parse("2999-01-01T00:00:00Z")),
            entry("expired.example", Level.VERIFY, "", Instant.parse("2001-01-01T00:00:00Z")));

    private record Line(String request, String reply, String remark) {
        boolean ends() {
            return remark.equals("ends");
        }

        boolean isWhole() {
            return remark.isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 128, 16, 1})
    void everyLineIsAnsweredAsWritten(int readSize) throws Exception {
        try (var fixture = new SocketmapFixture(POLICIES, readSize, "127.0.0.1:0")) {
            for (Line line : lines()) {
                for (boolean byteByByte : new boolean[] {false, true}) {
                    assertThat(said(fixture, line, byteByByte))
                            .as(line.request())
                            .isEqualTo(line.reply());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 128, 16, 1})
    void allLinesAtOnceAreAnsweredInOrder(int readSize) throws Exception {
        var requests = new StringBuilder();
        var replies = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lines().stream().filter(Line::isWhole).forEach(line -> {
                requests.append(line.request());
                replies.append(line.reply());
            });
        }
        try (var fixture = new SocketmapFixture(POLICIES, readSize, "127.0.0.1:0");
                var client = new SocketmapTalk(fixture.address())) {
            assertThat(client.send(requests.toString()).finish().rest()).isEqualTo(replies.toString());
        }
    }

    private static String said(SocketmapFixture fixture, Line line, boolean byteByByte) throws IOException {
        try (var client = new SocketmapTalk(fixture.address())) {
            if (byteByByte) {
                client.sendByteByByte(line.request());
            } else {
                client.send(line.request());
            }
            // A line that ends the connection has to end it although we have not.
            return line.ends() ? client.rest() : client.finish().rest();
        }
    }

    private static LiveEntry entry(String target, Level level, String parameters, @Nullable Instant expiresAt) {
        return new LiveEntry(1, target, level, parameters, expiresAt, 0);
    }

    private static List<Line> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(SocketmapGoldenTest.class.getResourceAsStream("socketmap.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new Line(columns[0], columns[1], columns.length > 2 ? columns[2] : ""))
                    .toList();
        }
    }
}
