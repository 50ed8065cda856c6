package dev.postseal.enforcement;

import static dev.postseal.enforcement.Handshakes.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.dns.TlsaRecord;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerJudgeTest {
    private static final Identity LAB = Identity.authority("Lab CA");
    private static final Identity OTHER = Identity.authority("Other CA");
    private static final PeerJudge JUDGE = new PeerJudge(Clock.systemUTC());
    private static final Anchors ANCHORS = anchors(LAB);

    private static final Identity RIGHT = Identity.named("mx").dns("mx.example").issuedBy(LAB);
    private static final Identity SELF = Identity.named("mx").dns("mx.example").selfSigned();
    private static final Identity UNRELATED =
            Identity.named("unrelated").dns("unrelated.example").selfSigned();

    @Test
    void nobodyIsCheckedAtMayAndEncrypt() {
        assertThat(judge(new Requirement.Opportunistic(options()), RIGHT)).isEqualTo("trusted");
        assertThat(judge(new Requirement.Encrypted(options()), SELF)).isEqualTo("untrusted");
        assertThat(judge(
                        new Requirement.Encrypted(options()),
                        Identity.named("mx").expired().issuedBy(LAB)))
                .isEqualTo("untrusted");
    }

    @Test
    void verifiedWhenChainAndNameAreRight() {
        assertThat(judge(names("mx.example"), RIGHT)).isEqualTo("verified by mx.example");
        assertThat(judge(names("wrong.example", "MX.Example"), RIGHT)).isEqualTo("verified by mx.example");
    }

    @Test
    void trustedOnlyWhenTheNameDiffers() {
        assertThat(judge(names("other.example"), RIGHT)).isEqualTo("trusted tls.name-mismatch");
    }

    @Test
    void untrustedForEveryFaultOfTheChain() {
        assertThat(judge(names("mx.example"), SELF)).isEqualTo("untrusted tls.self-signed");
        assertThat(judge(names("mx.example"), mx().issuedBy(OTHER))).isEqualTo("untrusted tls.unknown-issuer");
        assertThat(judge(names("mx.example"), mx().expired().issuedBy(LAB))).isEqualTo("untrusted tls.expired");
        assertThat(judge(names("other.example"), mx().expired().issuedBy(LAB))).isEqualTo("untrusted tls.expired");
        assertThat(judge(names("mx.example"), mx().notYetValid().issuedBy(LAB)))
                .isEqualTo("untrusted tls.not-yet-valid");
        assertThat(judge(names("mx.example"), mx().clientOnly().issuedBy(LAB)))
                .isEqualTo("untrusted tls.not-a-server-certificate");
        assertThat(judge(names("mx.example"), mx().issuedBy(RIGHT))).startsWith("untrusted tls.not-trusted");
        Identity rsa = Identity.named("RSA CA").rsa(2048).authority().selfSigned();
        Identity weak = mx().signedWith("SHA1withRSA").issuedBy(rsa);
        assertThat(summary(JUDGE.judge(names("mx.example"), anchors(rsa), weak.chain())))
                .isEqualTo("untrusted tls.weak-signature");
    }

    @Test
    void intermediatesSentInAnyOrderLeadToTheAnchor() {
        Identity middle = Identity.named("Middle").authority().issuedBy(LAB);
        Identity lower = Identity.named("Lower").authority().issuedBy(middle);
        Identity leaf = mx().issuedBy(lower);
        assertThat(judge(names("mx.example"), leaf)).isEqualTo("verified by mx.example");
        assertThat(judge(names("mx.example"), leaf.sending(middle.certificate(), lower.certificate())))
                .isEqualTo("verified by mx.example");
        assertThat(judge(names("mx.example"), leaf.sending(middle.certificate())))
                .isEqualTo("untrusted tls.unknown-issuer");
    }

    @Test
    void namesMatchAsPostfixMatchesThem() {
        assertThat(match("*.example", "mx.example")).isFalse();
        assertThat(match("*.lab.example", "mx.lab.example")).isTrue();
        assertThat(match("*.lab.example", "a.mx.lab.example")).isFalse();
        assertThat(match("*.lab.example", "lab.example")).isFalse();
        assertThat(match("*.lab.example", "*.lab.example")).isTrue();
        assertThat(match("*.lab.example", ".lab.example")).isTrue();
        assertThat(match("mx.lab.example", ".lab.example")).isTrue();
        assertThat(match("a.b.lab.example", ".lab.example")).isTrue();
        assertThat(match("lab.example", ".lab.example")).isFalse();
        assertThat(match("mx.lab.example", "*.lab.example")).isFalse();
        assertThat(match("m*.lab.example", "mx.lab.example")).isFalse();
        assertThat(match("a.*.example", "a.b.example")).isFalse();
        assertThat(match("evillab.example", ".lab.example")).isFalse();
    }

    @Test
    void commonNameCountsOnlyWithoutDnsNames() {
        assertThat(judge(names("mx.example"), Identity.named("mx.example").issuedBy(LAB)))
                .isEqualTo("verified by mx.example");
        assertThat(judge(
                        names("mx.example"),
                        Identity.named("mx.example").dns("other.example").issuedBy(LAB)))
                .isEqualTo("trusted tls.name-mismatch");
    }

    @Test
    void addressesNeverMatchNames() {
        assertThat(judge(names("127.0.0.1"), RIGHT)).isEqualTo("untrusted tls.name-mismatch");
        assertThat(judge(names("127.0.0.1"), Identity.named("127.0.0.1").issuedBy(LAB)))
                .isEqualTo("untrusted tls.name-mismatch");
        assertThat(judge(names("127.0.0.1"), mx().ip("127.0.0.1").issuedBy(LAB)))
                .isEqualTo("verified by 127.0.0.1");
        assertThat(judge(names("127.0.0.1", ".127.0.0.1"), mx().ip("127.0.0.1").issuedBy(LAB)))
                .isEqualTo("trusted tls.name-mismatch");
        assertThat(judge(names(), RIGHT)).isEqualTo("untrusted tls.no-name-to-match");
    }

    @Test
    void fingerprintIsOfCertificateOrKey() {
        Identity expired = Identity.named("x").expired().selfSigned();
        String certificate = Certificates.fingerprint(expired.certificate());
        String key = Certificates.keyFingerprint(expired.certificate());
        assertThat(judge(fingerprints(certificate), expired)).isEqualTo("verified by fingerprint " + certificate);
        assertThat(judge(fingerprints("00", key), expired)).isEqualTo("verified by fingerprint " + key);
        assertThat(judge(fingerprints(certificate), SELF)).isEqualTo("untrusted tls.fingerprint-mismatch");
        assertThat(judge(fingerprints(certificate.substring(0, 40)), expired))
                .isEqualTo("untrusted tls.fingerprint-mismatch");
    }

    @Test
    void daneEndEntityIgnoresNamesAndDates() throws Exception {
        Identity expired = Identity.named("x").dns("x.example").expired().selfSigned();
        for (int selector = 0; selector <= 1; selector++) {
            for (int type = 0; type <= 2; type++) {
                TlsaRecord record = record(3, selector, type, expired.certificate());
                assertThat(judge(tlsa(record), expired)).startsWith("verified by TLSA 3 " + selector + " " + type);
                assertThat(judge(tlsa(record), SELF)).isEqualTo("untrusted dane.mismatch");
            }
        }
    }

    @Test
    void wrongTlsaIsNotMendedByATrustedChain() throws Exception {
        assertThat(judge(tlsa(record(3, 1, 1, SELF.certificate())), RIGHT)).isEqualTo("untrusted dane.mismatch");
    }

    @Test
    void oneRecordOfARolloverIsEnough() throws Exception {
        assertThat(judge(
                        tlsa(record(3, 1, 1, SELF.certificate()), record(3, 1, 1, UNRELATED.certificate())), UNRELATED))
                .startsWith("verified by TLSA 3 1 1");
    }

    @Test
    void strongerDigestMakesTheWeakerCountForNothing() throws Exception {
        TlsaRecord weak = record(3, 1, 1, UNRELATED.certificate());
        assertThat(judge(tlsa(weak, record(3, 1, 2, SELF.certificate())), UNRELATED))
                .isEqualTo("untrusted dane.mismatch");
        assertThat(judge(tlsa(weak, record(3, 0, 2, SELF.certificate())), UNRELATED))
                .startsWith("verified");
    }

    @Test
    void daneTrustAnchorChecksNamesAndDates() throws Exception {
        Identity leaf = mx().issuedBy(OTHER);
        TlsaRecord anchor = record(2, 1, 1, OTHER.certificate());
        assertThat(judge(tlsa(anchor), leaf))
                .startsWith("verified by TLSA 2 1 1")
                .endsWith(", mx.example");
        assertThat(judge(tlsa(record(2, 0, 1, OTHER.certificate())), leaf)).startsWith("verified");
        Identity nextHop = Identity.named("x").dns("example.org").issuedBy(OTHER);
        assertThat(judge(tlsa(anchor), nextHop)).startsWith("verified");
        Identity wrongName = Identity.named("x").dns("other.example").issuedBy(OTHER);
        assertThat(judge(tlsa(anchor), wrongName)).isEqualTo("trusted tls.name-mismatch");
        assertThat(judge(tlsa(anchor), mx().expired().issuedBy(OTHER))).isEqualTo("untrusted tls.expired");
        assertThat(judge(tlsa(record(2, 1, 1, LAB.certificate())), leaf)).isEqualTo("untrusted dane.mismatch");
        assertThat(judge(tlsa(anchor), RIGHT)).isEqualTo("untrusted dane.mismatch");
    }

    @Test
    void daneTrustAnchorNeedNotBeSentWhenPublishedWhole() throws Exception {
        Identity leaf = mx().issuedBy(OTHER).alone();
        assertThat(judge(tlsa(record(2, 0, 0, OTHER.certificate())), leaf)).startsWith("verified by TLSA 2 0 0");
        assertThat(judge(tlsa(record(2, 1, 0, OTHER.certificate())), leaf)).startsWith("verified by TLSA 2 1 0");
        assertThat(judge(tlsa(record(2, 1, 1, OTHER.certificate())), leaf)).isEqualTo("untrusted dane.mismatch");
        assertThat(judge(tlsa(record(2, 1, 0, LAB.certificate())), leaf)).isEqualTo("untrusted dane.mismatch");
    }

    @Test
    void daneTrustAnchorIsNeverTheLeafItself() throws Exception {
        assertThat(judge(tlsa(record(2, 0, 1, SELF.certificate())), SELF)).isEqualTo("untrusted dane.mismatch");
    }

    @Test
    void hostBehindUnsignedMxIsTrustedAtMost() throws Exception {
        var requirement = new Requirement.Tlsa(
                options(), List.of(record(3, 1, 1, SELF.certificate())), "mx.example", List.of("mx.example"), true);
        assertThat(judge(requirement, SELF)).startsWith("trusted by TLSA");
    }

    @Test
    void policyFailureLeavesNobodyProven() {
        var failed =
                new Requirement.HandshakeOptions(Handshakes.ALL, Handshakes.MEDIUM, null, false, "sts-policy-invalid");
        assertThat(judge(new Requirement.Opportunistic(failed), RIGHT)).isEqualTo("untrusted");
        assertThat(judge(new Requirement.Names(failed, List.of("mx.example"), List.of()), RIGHT))
                .isEqualTo("untrusted tls.policy-failure");
    }

    @Test
    void crossSignedLoopsEnd() {
        KeyPair a = keys();
        KeyPair b = keys();
        Identity aRoot = Identity.named("A").keys(a).authority().selfSigned();
        Identity bRoot = Identity.named("B").keys(b).authority().selfSigned();
        Identity aByB = Identity.named("A").keys(a).authority().issuedBy(bRoot);
        Identity bByA = Identity.named("B").keys(b).authority().issuedBy(aRoot);
        Identity leaf = mx().issuedBy(aByB).sending(aByB.certificate(), bByA.certificate());
        assertThat(judge(names("mx.example"), leaf)).startsWith("untrusted tls.");
    }

    private static Identity.Maker mx() {
        return Identity.named("mx").dns("mx.example");
    }

    private static KeyPair keys() {
        try {
            var generator = java.security.KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean match(String presented, String wanted) {
        Identity identity = Identity.named("x").dns(presented).issuedBy(LAB);
        return judge(names(wanted), identity).startsWith("verified");
    }

    private static Requirement.Names names(String... patterns) {
        return new Requirement.Names(options(), List.of(patterns), List.of());
    }

    private static Requirement.Fingerprints fingerprints(String... values) {
        return new Requirement.Fingerprints(options(), List.of(values));
    }

    private static Requirement.Tlsa tlsa(TlsaRecord... records) {
        return new Requirement.Tlsa(
                options(), List.of(records), "mx.example", List.of("mx.example", "example.org"), false);
    }

    static TlsaRecord record(int usage, int selector, int type, X509Certificate certificate) throws Exception {
        byte[] data = selector == 0
                ? certificate.getEncoded()
                : certificate.getPublicKey().getEncoded();
        return TlsaRecord.of(
                usage,
                selector,
                type,
                switch (type) {
                    case 0 -> data;
                    case 1 -> MessageDigest.getInstance("SHA-256").digest(data);
                    default -> MessageDigest.getInstance("SHA-512").digest(data);
                });
    }

    private static Anchors anchors(Identity authority) {
        return new Anchors.Default(TrustAnchors.of(List.of(authority.certificate())));
    }

    private static String judge(Requirement.Tls requirement, Identity identity) {
        return summary(JUDGE.judge(requirement, ANCHORS, identity.chain()));
    }

    private static String summary(PeerJudge.Judgement judgement) {
        String by = judgement.matchedBy() == null ? "" : "by " + judgement.matchedBy();
        String reason = judgement.verdict() instanceof Verdict.NotProven not
                ? not.reason().code()
                : "";
        return String.join(
                " ",
                Stream.of(judgement.security().text(), by, reason)
                        .filter(text -> !text.isEmpty())
                        .toList());
    }
}
