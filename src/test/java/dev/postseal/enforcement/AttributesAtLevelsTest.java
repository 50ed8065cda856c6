package dev.postseal.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.dns.AddressAnswer;
import dev.postseal.dns.DnsSecurity;
import dev.postseal.dns.MxAnswer;
import dev.postseal.dns.MxHost;
import dev.postseal.dns.TlsaAnswer;
import dev.postseal.dns.TlsaRecord;
import dev.postseal.mail.DomainName;
import dev.postseal.mail.NextHop;
import dev.postseal.policy.ParsedPolicy;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TrustAnchorFiles;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every attribute at every level, from what is typed to what a handshake is held to. {@code refused} where an entry cannot
 * be written so; {@code -} where no handshake is made.
 */
class AttributesAtLevelsTest {
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
    private static final String PIN = "ab".repeat(32);

    /** A level, and for DANE what is published. */
    private enum Case {
        NONE("none"),
        MAY("may"),
        ENCRYPT("encrypt"),
        FINGERPRINT("fingerprint", "match=" + PIN),
        VERIFY("verify"),
        SECURE("secure"),
        DANE("dane", new TlsaRecord(3, 1, 1, PIN)),
        DANE_ONLY("dane-only", new TlsaRecord(3, 1, 1, PIN)),
        DANE_WITHOUT_TLSA("dane"),
        DANE_WITH_PKIX_TLSA("dane", new TlsaRecord(1, 1, 1, PIN)),
        DANE_WITH_MALFORMED_TLSA("dane", new TlsaRecord(3, 1, 1, "abcdef"));

        private final String level;
        private final String always;
        private final List<TlsaRecord> records;

        Case(String level, TlsaRecord... records) {
            this(level, "", records);
        }

        Case(String level, String always, TlsaRecord... records) {
            this.level = level;
            this.always = always;
            this.records = List.of(records);
        }

        String parameters(String given) {
            return given.startsWith("match=") ? given : (always + " " + given).strip();
        }
    }

    @Test
    void protocolsBoundEveryHandshake() {
        assertThat(options(
                        "protocols=>=TLSv1.2:!TLSv1.3",
                        options -> options.protocols().toString()))
                .isEqualTo("""
                        NONE -
                        MAY [TLS_1_2]
                        ENCRYPT [TLS_1_2]
                        FINGERPRINT [TLS_1_2]
                        VERIFY [TLS_1_2]
                        SECURE [TLS_1_2]
                        DANE [TLS_1_2]
                        DANE_ONLY [TLS_1_2]
                        DANE_WITHOUT_TLSA [TLS_1_2]
                        DANE_WITH_PKIX_TLSA [TLS_1_2]
                        DANE_WITH_MALFORMED_TLSA [TLS_1_2]
                        """);
    }

    @Test
    void ciphersAndExclusionsMakeTheListOfEveryHandshake() {
        assertThat(options("ciphers=high exclude=kRSA:AES128", AttributesAtLevelsTest::ciphers))
                .isEqualTo("""
                        NONE -
                        MAY HIGH :!kRSA:!AES128
                        ENCRYPT HIGH :!kRSA:!AES128:!eNULL
                        FINGERPRINT HIGH :!kRSA:!AES128:!aNULL
                        VERIFY HIGH :!kRSA:!AES128:!aNULL
                        SECURE HIGH :!kRSA:!AES128:!aNULL
                        DANE HIGH :!kRSA:!AES128:!aNULL
                        DANE_ONLY HIGH :!kRSA:!AES128:!aNULL
                        DANE_WITHOUT_TLSA HIGH :!kRSA:!AES128
                        DANE_WITH_PKIX_TLSA HIGH :!kRSA:!AES128:!eNULL
                        DANE_WITH_MALFORMED_TLSA HIGH :!kRSA:!AES128:!aNULL
                        """);
    }

    @Test
    void serverNameIsSentUnlessTlsaRecordsNameAnother() {
        assertThat(options("servername=sni.example", options -> String.valueOf(options.serverName())))
                .isEqualTo("""
                        NONE -
                        MAY sni.example
                        ENCRYPT sni.example
                        FINGERPRINT sni.example
                        VERIFY sni.example
                        SECURE sni.example
                        DANE mx.example.com
                        DANE_ONLY mx.example.com
                        DANE_WITHOUT_TLSA sni.example
                        DANE_WITH_PKIX_TLSA sni.example
                        DANE_WITH_MALFORMED_TLSA mx.example.com
                        """);
    }

    @Test
    void rawPublicKeysAreAskedForWhereNeitherNamesNorTlsaDecide() {
        assertThat(options("enable_rpk=yes", options -> String.valueOf(options.rawPublicKeys())))
                .isEqualTo("""
                        NONE -
                        MAY true
                        ENCRYPT true
                        FINGERPRINT true
                        VERIFY false
                        SECURE false
                        DANE false
                        DANE_ONLY false
                        DANE_WITHOUT_TLSA true
                        DANE_WITH_PKIX_TLSA true
                        DANE_WITH_MALFORMED_TLSA false
                        """);
        assertThat(options("enable_rpk=no", options -> String.valueOf(options.rawPublicKeys())))
                .doesNotContain("true");
    }

    @Test
    void matchIsForNamesAndPinsOnly() {
        assertThat(requirements("match=mail.example:nexthop", AttributesAtLevelsTest::proof))
                .isEqualTo("""
                        NONE -
                        MAY refused
                        ENCRYPT refused
                        FINGERPRINT refused
                        VERIFY names [mail.example, example.com]
                        SECURE names [mail.example, example.com]
                        DANE refused
                        DANE_ONLY refused
                        DANE_WITHOUT_TLSA refused
                        DANE_WITH_PKIX_TLSA refused
                        DANE_WITH_MALFORMED_TLSA refused
                        """);
    }

    @Test
    void withoutMatchTheLevelSaysWhatProves() {
        assertThat(requirements("", AttributesAtLevelsTest::proof)).isEqualTo("""
                        NONE -
                        MAY nobody
                        ENCRYPT nobody
                        FINGERPRINT pins [%s]
                        VERIFY names [mx.example.com]
                        SECURE names [example.com, .example.com]
                        DANE tlsa
                        DANE_ONLY tlsa
                        DANE_WITHOUT_TLSA nobody
                        DANE_WITH_PKIX_TLSA nobody
                        DANE_WITH_MALFORMED_TLSA nobody
                        """.formatted(PIN));
    }

    @Test
    void trustFilesAreForNamesOnly() {
        assertThat(requirements("tafile=/etc/ssl/a.pem tafile=/etc/ssl/b.pem", AttributesAtLevelsTest::anchors))
                .isEqualTo("""
                        NONE -
                        MAY refused
                        ENCRYPT refused
                        FINGERPRINT refused
                        VERIFY [/etc/ssl/a.pem, /etc/ssl/b.pem]
                        SECURE [/etc/ssl/a.pem, /etc/ssl/b.pem]
                        DANE refused
                        DANE_ONLY refused
                        DANE_WITHOUT_TLSA refused
                        DANE_WITH_PKIX_TLSA refused
                        DANE_WITH_MALFORMED_TLSA refused
                        """);
    }

    @Test
    void aFailureThatThePolicyServerReportsGoesWithEveryHandshake() {
        assertThat(options(
                        "policy_type=sts policy_failure=validation-failure",
                        options -> String.valueOf(options.policyFailure())))
                .isEqualTo("""
                        NONE -
                        MAY validation-failure
                        ENCRYPT validation-failure
                        FINGERPRINT validation-failure
                        VERIFY validation-failure
                        SECURE validation-failure
                        DANE validation-failure
                        DANE_ONLY validation-failure
                        DANE_WITHOUT_TLSA validation-failure
                        DANE_WITH_PKIX_TLSA validation-failure
                        DANE_WITH_MALFORMED_TLSA validation-failure
                        """);
    }

    @Test
    void reuseOfSessionsIsForEveryLevelToSay() {
        assertThat(policies("connection_reuse=no", policy -> String.valueOf(policy.connectionReuse())))
                .isEqualTo("""
                        NONE null
                        MAY false
                        ENCRYPT false
                        FINGERPRINT false
                        VERIFY false
                        SECURE false
                        DANE false
                        DANE_ONLY false
                        DANE_WITHOUT_TLSA false
                        DANE_WITH_PKIX_TLSA false
                        DANE_WITH_MALFORMED_TLSA false
                        """);
    }

    private static String options(String parameters, Function<Requirement.HandshakeOptions, String> show) {
        return requirements(parameters, tls -> show.apply(tls.options()));
    }

    private static String requirements(String parameters, Function<Requirement.Tls, String> show) {
        return everywhere(
                parameters, (at, policy) -> at(at, policy) instanceof Requirement.Tls tls ? show.apply(tls) : "-");
    }

    private static String policies(String parameters, Function<TlsPolicy, String> show) {
        return everywhere(parameters, (at, policy) -> show.apply(policy));
    }

    private static String everywhere(String parameters, java.util.function.BiFunction<Case, TlsPolicy, String> show) {
        var grammar = new PolicyGrammar(TrustAnchorFiles.unchecked());
        return Stream.of(Case.values())
                .map(at -> at + " "
                        + switch (grammar.parse(at.level, at.parameters(parameters))) {
                            case ParsedPolicy.Accepted accepted -> show.apply(at, accepted.policy());
                            case ParsedPolicy.Refused refused -> "refused";
                        }
                        + "\n")
                .collect(Collectors.joining());
    }

    private static Requirement at(Case at, TlsPolicy policy) {
        var host = DomainName.parse("mx.example.com");
        var mx = new MxAnswer.Hosts(
                List.of(new MxHost(10, host)), DomainName.parse("example.com"), DnsSecurity.SECURE, LATER);
        var addresses = new AddressAnswer.Found(
                List.of(InetAddress.getLoopbackAddress()), host, DnsSecurity.SECURE, DnsSecurity.SECURE, LATER);
        var derivation = new Requirements(new Published(at.records))
                .derive(policy, NextHop.parse("example.com"), new HostFacts(host.ascii(), 25, mx, addresses));
        return ((Derivation.Require) derivation).requirement();
    }

    private static String ciphers(Requirement.HandshakeOptions options) {
        String list = options.cipherList();
        return (list.contains("MEDIUM") ? "MEDIUM " : "HIGH ") + list.substring(list.indexOf(":!kRSA"));
    }

    private static String proof(Requirement.Tls tls) {
        return switch (tls) {
            case Requirement.Names names -> "names " + names.patterns();
            case Requirement.Fingerprints pins -> "pins " + pins.sha256();
            case Requirement.Tlsa tlsa -> "tlsa";
            case Requirement.Opportunistic may -> "nobody";
            case Requirement.Encrypted encrypt -> "nobody";
        };
    }

    private static String anchors(Requirement.Tls tls) {
        return tls instanceof Requirement.Names names ? names.anchorFiles().toString() : "-";
    }

    /** These TLSA records, everywhere. */
    private record Published(List<TlsaRecord> records) implements TlsaOnly {
        @Override
        public TlsaAnswer tlsa(DomainName host, int port) {
            return records.isEmpty()
                    ? new TlsaAnswer.NotFound(DnsSecurity.SECURE, LATER)
                    : new TlsaAnswer.Found(records, DomainName.parse("_25._tcp." + host), LATER);
        }
    }
}
