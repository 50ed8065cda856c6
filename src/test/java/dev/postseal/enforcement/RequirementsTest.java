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
import dev.postseal.mail.Reason;
import dev.postseal.policy.CipherGrade;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyServerAttributes;
import dev.postseal.policy.ProtocolSet;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TlsVersion;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequirementsTest {
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
    private static final TlsaRecord EE = new TlsaRecord(3, 1, 1, "ab".repeat(32));
    private static final TlsaRecord PKIX = new TlsaRecord(1, 1, 1, "ab".repeat(32));
    private static final TlsaRecord SHORT = new TlsaRecord(3, 1, 1, "abcdef");
    private static final TlsaRecord UNKNOWN = new TlsaRecord(3, 1, 9, "abcdef");
    private static final NextHop DOMAIN = NextHop.parse("example.com");

    private final Zone zone = new Zone();
    private final Requirements requirements = new Requirements(zone);

    @Test
    void levelsBelowVerifyCheckNobody() {
        assertThat(required(TlsPolicy.of(Level.NONE)).requirement()).isEqualTo(new Requirement.Plaintext());
        assertThat(required(TlsPolicy.of(Level.MAY)).requirement()).isInstanceOf(Requirement.Opportunistic.class);
        assertThat(required(TlsPolicy.of(Level.ENCRYPT)).requirement()).isInstanceOf(Requirement.Encrypted.class);
        assertThat(zone.asked).isEmpty();
    }

    @Test
    void verifyWantsTheHostAndSecureTheNextHop() {
        assertThat(names(TlsPolicy.of(Level.VERIFY)).patterns()).containsExactly("mx.example.com");
        assertThat(names(TlsPolicy.of(Level.SECURE)).patterns()).containsExactly("example.com", ".example.com");
        assertThat(names(policy(Level.SECURE, "hostname", ".", "*.x", ".Müller.example"))
                        .patterns())
                .containsExactly("mx.example.com", "*.x", ".xn--mller-kva.example");
    }

    @Test
    void nextHopWithoutBracketsAndPortIsWhatIsMatched() {
        var derivation = (Derivation.Require)
                requirements.derive(TlsPolicy.of(Level.SECURE), NextHop.parse("[Mail.example.com]:587"), signed(null));
        assertThat(((Requirement.Names) derivation.requirement()).patterns())
                .containsExactly("mail.example.com", ".mail.example.com");
    }

    @Test
    void fingerprintsAreFolded() {
        var requirement = (Requirement.Fingerprints)
                required(policy(Level.FINGERPRINT, "AB:CD", "ef")).requirement();
        assertThat(requirement.sha256()).containsExactly("abcd", "ef");
    }

    @Test
    void serverNameIsSentOnlyWhenTheWordSaysSo() {
        assertThat(serverName(null)).isNull();
        assertThat(serverName("hostname")).isEqualTo("mx.example.com");
        assertThat(serverName("nexthop")).isEqualTo("example.com");
        assertThat(serverName("other.example")).isEqualTo("other.example");
    }

    @Test
    void cipherListsFollowGradeLevelAndExclusions() {
        assertThat(ciphers(Level.MAY)).contains("HIGH:MEDIUM").doesNotContain(":!aNULL");
        assertThat(ciphers(Level.ENCRYPT)).contains("HIGH:MEDIUM").endsWith(":!eNULL");
        assertThat(ciphers(Level.SECURE)).endsWith(":!aNULL");
        var high = new TlsPolicy(
                Level.ENCRYPT,
                new ProtocolSet(">=TLSv1.3", Set.of(TlsVersion.TLS_1_3)),
                CipherGrade.HIGH,
                List.of("kRSA:3DES"),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
        var options = ((Requirement.Encrypted) required(high).requirement()).options();
        assertThat(options.cipherList()).doesNotContain("MEDIUM").endsWith(":!kRSA:!3DES:!eNULL");
        assertThat(options.protocols()).containsExactly(TlsVersion.TLS_1_3);
    }

    @Test
    void daneWithoutTlsaIsMay() {
        assertThat(summary(Level.DANE, signed(DnsSecurity.SECURE))).isEqualTo("may Opportunistic dane.no-tlsa");
        assertThat(summary(Level.DANE_ONLY, signed(DnsSecurity.SECURE))).isEqualTo("skip 4.7.5 dane.no-tlsa");
    }

    @Test
    void daneAsksNothingOfAnUnsignedHost() {
        zone.tlsa("mx.example.com", EE);
        assertThat(summary(Level.DANE, unsigned())).isEqualTo("may Opportunistic dane.insecure-host");
        assertThat(summary(Level.DANE_ONLY, unsigned())).isEqualTo("skip 4.7.5 dane.insecure-host");
        assertThat(zone.asked).isEmpty();
    }

    @Test
    void daneWithUsableTlsaWantsThemAndSendsTheirName() {
        zone.tlsa("mx.example.com", EE, PKIX, SHORT);
        var requirement = tlsa(Level.DANE, signed(DnsSecurity.SECURE));
        assertThat(requirement.records()).containsExactly(EE);
        assertThat(requirement.options().serverName()).isEqualTo("mx.example.com");
        assertThat(requirement.options().cipherList()).endsWith(":!aNULL");
        assertThat(requirement.names()).containsExactly("mx.example.com", "example.com");
        assertThat(requirement.insecureMx()).isFalse();
        assertThat(tlsa(Level.DANE_ONLY, signed(DnsSecurity.SECURE)).records()).containsExactly(EE);
    }

    @Test
    void daneHoldsAHostBehindUnsignedMxToItsTlsa() {
        zone.tlsa("mx.example.com", EE);
        assertThat(tlsa(Level.DANE, signed(DnsSecurity.INSECURE)).insecureMx()).isTrue();
        assertThat(summary(Level.DANE_ONLY, signed(DnsSecurity.INSECURE))).isEqualTo("skip 4.7.5 dane.insecure-mx");
    }

    @Test
    void onlyUnusableTlsaMakesTlsMandatory() {
        zone.tlsa("mx.example.com", PKIX);
        assertThat(summary(Level.DANE, signed(DnsSecurity.SECURE))).isEqualTo("encrypt Encrypted dane.unusable");
        assertThat(summary(Level.DANE_ONLY, signed(DnsSecurity.SECURE))).isEqualTo("skip 4.7.5 dane.unusable");
    }

    @Test
    void onlyMalformedTlsaMakesTlsMandatoryWithTheirNameInSni() {
        zone.tlsa("mx.example.com", SHORT, UNKNOWN);
        var encrypted = (Requirement.Encrypted)
                ((Derivation.Require) requirements.derive(TlsPolicy.of(Level.DANE), DOMAIN, signed(DnsSecurity.SECURE)))
                        .requirement();
        assertThat(encrypted.options().serverName()).isEqualTo("mx.example.com");
        assertThat(tlsa(Level.DANE_ONLY, signed(DnsSecurity.SECURE)).records()).isEmpty();
    }

    @Test
    void failedTlsaLookupSkipsTheHost() {
        zone.answers.put("mx.example.com", new TlsaAnswer.Bogus(Reason.of("dns.bogus"), LATER));
        assertThat(summary(Level.DANE, signed(DnsSecurity.SECURE))).isEqualTo("skip 4.7.5 dane.bogus");
        zone.answers.put("mx.example.com", new TlsaAnswer.Failed(Reason.of("dns.timeout"), LATER));
        assertThat(summary(Level.DANE_ONLY, signed(DnsSecurity.SECURE))).isEqualTo("skip 4.7.5 dane.lookup-failed");
    }

    @Test
    void endOfSecureAliasComesFirstThenTheHostsOwnName() {
        var alias = aliased(DnsSecurity.SECURE, DnsSecurity.SECURE);
        assertThat(summary(Level.DANE, alias)).isEqualTo("may Opportunistic dane.no-tlsa");
        assertThat(zone.asked).containsExactly("real.example.net", "mx.example.com");
        zone.tlsa("mx.example.com", EE);
        assertThat(tlsa(Level.DANE, alias).base()).isEqualTo("mx.example.com");
        zone.tlsa("real.example.net", EE);
        assertThat(tlsa(Level.DANE, alias).base()).isEqualTo("real.example.net");
    }

    @Test
    void signedAliasIntoUnsignedDnsLeavesTheHostsOwnName() {
        zone.tlsa("real.example.net", EE);
        assertThat(summary(Level.DANE, aliased(DnsSecurity.INSECURE, DnsSecurity.SECURE)))
                .isEqualTo("may Opportunistic dane.no-tlsa");
        assertThat(zone.asked).containsExactly("mx.example.com");
        zone.tlsa("mx.example.com", EE);
        assertThat(tlsa(Level.DANE, aliased(DnsSecurity.INSECURE, DnsSecurity.SECURE))
                        .base())
                .isEqualTo("mx.example.com");
    }

    @Test
    void hostsOutsideTheStsPatternsAreSkipped() {
        assertThat(sts("other.example")).isEqualTo("skip 4.3.0 sts.mx-not-permitted");
        assertThat(sts(".example.com")).isEqualTo("skip 4.3.0 sts.mx-not-permitted");
        assertThat(sts("*.example.com")).isEqualTo("secure Names [mx.example.com]");
        assertThat(sts("other.example", "MX.example.com")).isEqualTo("secure Names [mx.example.com]");
    }

    private String sts(String... patterns) {
        var server = new PolicyServerAttributes("sts", null, null, List.of(), List.of(patterns), null);
        var policy = new TlsPolicy(
                Level.SECURE, null, null, List.of(), List.of("wrong.example"), List.of(), null, null, null, server);
        return switch (requirements.derive(policy, DOMAIN, signed(null))) {
            case Derivation.SkipHost skip ->
                "skip " + skip.status() + " " + skip.reason().code();
            case Derivation.Require require ->
                require.effectiveLevel() + " Names " + ((Requirement.Names) require.requirement()).patterns();
        };
    }

    private String summary(Level level, HostFacts host) {
        return switch (requirements.derive(TlsPolicy.of(level), DOMAIN, host)) {
            case Derivation.SkipHost skip ->
                "skip " + skip.status() + " " + skip.reason().code();
            case Derivation.Require require ->
                require.effectiveLevel() + " "
                        + require.requirement().getClass().getSimpleName() + " "
                        + require.because().getFirst().code();
        };
    }

    private Requirement.Tlsa tlsa(Level level, HostFacts host) {
        var derivation = (Derivation.Require) requirements.derive(TlsPolicy.of(level), DOMAIN, host);
        assertThat(derivation.effectiveLevel()).isEqualTo(level);
        assertThat(derivation.validUntil()).isEqualTo(LATER);
        return (Requirement.Tlsa) derivation.requirement();
    }

    private Derivation.Require required(TlsPolicy policy) {
        return (Derivation.Require) requirements.derive(policy, DOMAIN, signed(DnsSecurity.SECURE));
    }

    private Requirement.Names names(TlsPolicy policy) {
        return (Requirement.Names) required(policy).requirement();
    }

    private @Nullable String serverName(@Nullable String setting) {
        var policy =
                new TlsPolicy(Level.ENCRYPT, null, null, List.of(), List.of(), List.of(), setting, null, null, null);
        return ((Requirement.Encrypted) required(policy).requirement())
                .options()
                .serverName();
    }

    private String ciphers(Level level) {
        return ((Requirement.Tls) required(TlsPolicy.of(level)).requirement())
                .options()
                .cipherList();
    }

    private static TlsPolicy policy(Level level, String... match) {
        return new TlsPolicy(level, null, null, List.of(), List.of(match), List.of(), null, null, null, null);
    }

    private static HostFacts signed(@Nullable DnsSecurity mx) {
        return facts(mx, "mx.example.com", DnsSecurity.SECURE, DnsSecurity.SECURE);
    }

    private static HostFacts unsigned() {
        return facts(DnsSecurity.SECURE, "mx.example.com", DnsSecurity.INSECURE, DnsSecurity.INSECURE);
    }

    private static HostFacts aliased(DnsSecurity addresses, DnsSecurity alias) {
        return facts(DnsSecurity.SECURE, "real.example.net", addresses, alias);
    }

    private static HostFacts facts(
            @Nullable DnsSecurity mx, String canonical, DnsSecurity addresses, DnsSecurity alias) {
        var name = DomainName.parse("mx.example.com");
        return new HostFacts(
                name.ascii(),
                25,
                mx == null
                        ? null
                        : new MxAnswer.Hosts(List.of(new MxHost(10, name)), DomainName.parse("example.com"), mx, LATER),
                new AddressAnswer.Found(
                        List.of(InetAddress.getLoopbackAddress()),
                        DomainName.parse(canonical),
                        addresses,
                        alias,
                        LATER));
    }

    /** TLSA records as the test puts them. */
    private static final class Zone implements TlsaOnly {
        private final Map<String, TlsaAnswer> answers = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        void tlsa(String host, TlsaRecord... records) {
            answers.put(host, new TlsaAnswer.Found(List.of(records), DomainName.parse("_25._tcp." + host), LATER));
        }

        @Override
        public TlsaAnswer tlsa(DomainName host, int port) {
            asked.add(host.ascii());
            return answers.getOrDefault(host.ascii(), new TlsaAnswer.NotFound(DnsSecurity.SECURE, LATER));
        }
    }
}
