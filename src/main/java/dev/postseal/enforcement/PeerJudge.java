package dev.postseal.enforcement;

import dev.postseal.dns.TlsaRecord;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says whether a peer is what was required, and what Postfix would call the session. */
final class PeerJudge {
    private static final EnhancedStatus NOT_PROVEN = EnhancedStatus.of("4.7.5");
    private static final int MAX_NAMES = 10;

    private final Clock clock;

    PeerJudge(Clock clock) {
        this.clock = clock;
    }

    /** What came out. */
    record Judgement(Security security, @Nullable String matchedBy, Verdict verdict) {}

    /**
     * @param anchors those of the requirement
     * @param sent the leaf first; empty: the server sent none
     */
    Judgement judge(Requirement.Tls requirement, Anchors anchors, List<X509Certificate> sent) {
        if (sent.isEmpty()) {
            return requirement.authenticates()
                    ? refused(Security.ANONYMOUS, Reason.of("tls.no-certificate"))
                    : satisfied(Security.ANONYMOUS, null);
        }
        String failure = requirement.options().policyFailure();
        if (failure != null) {
            return requirement.authenticates()
                    ? refused(Security.UNTRUSTED, Reason.of("tls.policy-failure", failure))
                    : satisfied(Security.UNTRUSTED, null);
        }
        return switch (requirement) {
            case Requirement.Opportunistic ignored -> unchecked(anchors, sent);
            case Requirement.Encrypted ignored -> unchecked(anchors, sent);
            case Requirement.Names names -> names(names, anchors, sent);
            case Requirement.Fingerprints fingerprints -> fingerprints(fingerprints, sent.getFirst());
            case Requirement.Tlsa tlsa -> tlsa(tlsa, sent);
        };
    }

    private Judgement unchecked(Anchors anchors, List<X509Certificate> sent) {
        boolean trusted = anchors instanceof Anchors.Default(var authorities)
                && authorities.verify(sent, clock.instant(), false) instanceof Chain.Result.Good;
        return satisfied(trusted ? Security.TRUSTED : Security.UNTRUSTED, null);
    }

    private Judgement names(Requirement.Names requirement, Anchors anchors, List<X509Certificate> sent) {
        if (requirement.patterns().isEmpty()) {
            return refused(Security.UNTRUSTED, Reason.of("tls.no-name-to-match"));
        }
        return switch (anchors) {
            case Anchors.Default(var authorities) -> byAuthorities(requirement, authorities, sent);
            case Anchors.Own(var records) -> byOwn(requirement, records, sent);
            case Anchors.Unreadable(var file) -> refused(Security.UNTRUSTED, Reason.of("tls.anchor-file", file));
        };
    }

    private Judgement byAuthorities(
            Requirement.Names requirement, TrustAnchors authorities, List<X509Certificate> sent) {
        return switch (authorities.verify(sent, clock.instant(), true)) {
            case Chain.Result.Good ignored -> named(requirement.patterns(), sent.getFirst(), Security.VERIFIED, "");
            case Chain.Result.Bad bad -> refused(Security.UNTRUSTED, bad.reason());
        };
    }

    private Judgement byOwn(Requirement.Names requirement, List<TlsaRecord> records, List<X509Certificate> sent) {
        return switch (new TlsaTrust(new TlsaSet(records)).verify(sent, clock.instant())) {
            case TlsaTrust.Result.EndEntity ignored ->
                named(requirement.patterns(), sent.getFirst(), Security.VERIFIED, "");
            case TlsaTrust.Result.Anchored ignored ->
                named(requirement.patterns(), sent.getFirst(), Security.VERIFIED, "");
            case TlsaTrust.Result.Failed failed -> refused(Security.UNTRUSTED, anchorReason(failed.reason(), sent));
        };
    }

    private static Reason anchorReason(Reason reason, List<X509Certificate> sent) {
        return reason.code().equals("dane.mismatch")
                ? Reason.of(
                        "tls.not-by-anchor-file",
                        sent.getFirst().getIssuerX500Principal().getName())
                : reason;
    }

    private static Judgement fingerprints(Requirement.Fingerprints requirement, X509Certificate leaf) {
        String certificate = Certificates.fingerprint(leaf);
        String key = Certificates.keyFingerprint(leaf);
        for (String found : List.of(certificate, key)) {
            if (requirement.sha256().contains(found)) {
                return satisfied(Security.VERIFIED, "fingerprint " + found);
            }
        }
        return refused(Security.UNTRUSTED, Reason.of("tls.fingerprint-mismatch", certificate, key));
    }

    private Judgement tlsa(Requirement.Tlsa requirement, List<X509Certificate> sent) {
        if (requirement.records().isEmpty()) {
            return refused(Security.UNTRUSTED, Reason.of("dane.unusable", requirement.base()));
        }
        Security proven = requirement.insecureMx() ? Security.TRUSTED : Security.VERIFIED;
        var trust = new TlsaTrust(new TlsaSet(requirement.records()));
        return switch (trust.verify(sent, clock.instant())) {
            case TlsaTrust.Result.EndEntity match -> satisfied(proven, "TLSA " + TlsaTrust.show(match.by()));
            case TlsaTrust.Result.Anchored anchored ->
                named(requirement.names(), sent.getFirst(), proven, "TLSA " + anchored.by() + ", ");
            case TlsaTrust.Result.Failed failed -> refused(Security.UNTRUSTED, failed.reason());
        };
    }

    /** The chain is good; is it the right one? */
    private static Judgement named(List<String> patterns, X509Certificate leaf, Security proven, String by) {
        return switch (NameMatch.of(patterns).check(leaf)) {
            case NameMatch.Result.Matched matched -> satisfied(proven, by + matched.by());
            case NameMatch.Result.Mismatch ignored -> refused(Security.TRUSTED, mismatch(patterns, leaf));
            case NameMatch.Result.AddressMismatch ignored -> refused(Security.UNTRUSTED, mismatch(patterns, leaf));
        };
    }

    private static Reason mismatch(List<String> wanted, X509Certificate leaf) {
        List<String> names = NameMatch.presented(leaf);
        String shown = String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())));
        return Reason.of(
                "tls.name-mismatch", String.join(", ", wanted), names.size() > MAX_NAMES ? shown + ", …" : shown);
    }

    private static Judgement satisfied(Security security, @Nullable String by) {
        return new Judgement(security, by, new Verdict.Satisfied());
    }

    private static Judgement refused(Security security, Reason reason) {
        return new Judgement(security, null, new Verdict.NotProven(NOT_PROVEN, reason));
    }
}
