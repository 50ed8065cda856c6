package dev.postseal.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.enforcement.OpenerFixture;
import dev.postseal.policy.Level;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What an attempt under DANE tells. */
class ExplainedDaneTest extends ExplainedAttemptFixture {
    private static final String WRONG_RECORD = "3 1 1 " + "0".repeat(64);

    @Test
    void daneThatProvesNothingTellsTheRecordsAndTheFingerprints() throws Exception {
        AttemptRecord attempt =
                signed(entry("example.signed.test", Level.DANE, ""), "mx.signed.test", "TLSA", WRONG_RECORD);

        assertThat(codes(attempt))
                .containsExactly(
                        "policy.by-entry",
                        "dns.mx-secure",
                        "dns.address-secure",
                        "dane.tlsa-found",
                        "demand.tlsa",
                        "session.tls-with-name",
                        "session.certificate",
                        "dane.mismatch",
                        "remedy.dane.mismatch");
        String key = peer(attempt).spkiSha256();
        assertThat(text(attempt, Locale.ENGLISH))
                .contains(
                        "mx.signed.test publishes 1 TLSA record(s), signed with DNSSEC and valid; 1 can be used.",
                        "(3 1 1 0000000000000000…)",
                        "“3 1 1 " + key + "” fits it");
        assertThat(text(attempt, Locale.GERMAN)).contains("(„3 1 1 " + key + "“ passt)");
    }

    @Test
    void daneWithoutRecordsSaysThatItActsAsMay() throws Exception {
        AttemptRecord attempt = signed(entry("example.signed.test", Level.DANE, ""));

        assertThat(requireNonNull(attempt.policy()).effectiveLevel()).isEqualTo(Level.MAY);
        assertThat(codes(attempt))
                .containsSequence("dane.no-tlsa", "dane.as-may", "demand.may")
                .endsWith("session.trusted", "delivery.delivered")
                .noneMatch(code -> code.startsWith("remedy."));
    }

    @Test
    void daneWithUnusableRecordsSaysThatItActsAsEncrypt() throws Exception {
        AttemptRecord attempt = signed(
                entry("example.signed.test", Level.DANE, ""), "mx.signed.test", "TLSA", "1 1 1 " + "0".repeat(64));

        assertThat(codes(attempt)).containsSequence("dane.unusable", "dane.as-encrypt", "demand.encrypt");
    }

    @Test
    void forgedRecordsAreToldWithWhatTheCheckSaid() throws Exception {
        try (var server = tls();
                var world = world(server, entry("example.signed.test", Level.DANE, ""))) {
            world.dns.add("_" + port(server) + "._tcp.mx.signed.test", "TLSA", WRONG_RECORD);
            world.dns.corrupt("_" + port(server) + "._tcp.mx.signed.test", "TLSA");
            AttemptRecord attempt =
                    world.carry("example.signed.test", "a@example.net").getFirst();

            assertThat(codes(attempt))
                    .containsExactly(
                            "policy.by-entry",
                            "dns.mx-secure",
                            "dns.address-secure",
                            "dns.bogus",
                            "dane.bogus",
                            "remedy.dane.bogus");
            assertThat(server.heard()).isEmpty();
        }
    }

    @Test
    void daneOnlySaysWhichPartOfTheWayIsNotSigned() throws Exception {
        AttemptRecord unsigned = attempt(entry("example.insecure.test", Level.DANE_ONLY, ""), "example.insecure.test");
        assertThat(codes(unsigned))
                .containsExactly(
                        "policy.by-entry",
                        "dns.mx-insecure",
                        "dns.address-secure",
                        "dane.insecure-mx",
                        "remedy.dane.insecure-mx");
        assertThat(text(unsigned, Locale.ENGLISH)).contains("Sign the zone of example.insecure.test with DNSSEC");

        AttemptRecord unpublished = signed(entry("example.signed.test", Level.DANE_ONLY, ""));
        assertThat(codes(unpublished)).endsWith("dane.no-tlsa", "remedy.dane.no-tlsa");
        assertThat(text(unpublished, Locale.GERMAN)).contains("mx.signed.test veröffentlicht keine TLSA-Einträge.");
    }

    @Test
    void anAuthorityInDnsIsToldWithTheNamesThatCount() throws Exception {
        String authority = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(OpenerFixture.LAB.certificate().getEncoded()));
        AttemptRecord attempt = signed(
                entry("example.signed.test", Level.DANE_ONLY, ""), "mx.signed.test", "TLSA", "2 0 1 " + authority);

        assertThat(codes(attempt))
                .containsSequence("dane.tlsa-found", "demand.tlsa-authority")
                .endsWith("session.verified", "delivery.delivered");
    }

    @Test
    void anAliasIsToldWithTheNameThatItsRecordsAreFoundAt() throws Exception {
        try (var server = tls();
                var world = world(server, entry("alias.signed.test", Level.DANE_ONLY, ""))) {
            world.dns.add("alias.signed.test", "MX", "10 www.signed.test.");
            world.dns.add("www.signed.test", "CNAME", "mx.signed.test.");
            world.dns.add("_" + port(server) + "._tcp.mx.signed.test", "TLSA", WRONG_RECORD);
            AttemptRecord attempt =
                    world.carry("alias.signed.test", "a@example.net").getFirst();

            assertThat(codes(attempt)).containsSequence("dns.mx-secure", "dns.alias-secure", "dane.tlsa-found");
            assertThat(text(attempt, Locale.ENGLISH))
                    .contains(
                            "www.signed.test is an alias (CNAME) of mx.signed.test, with the address 127.0.0.1",
                            "mx.signed.test publishes 1 TLSA record(s)");
        }
    }
}
