package dev.postseal.enforcement;

import dev.postseal.mail.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds and checks one chain of certificates. Building is a walk from issuer to issuer without a way back, so that no set
 * of certificates can make it long; the JDK's validator then checks what was built.
 */
final class Chain {
    /** Postfix's smtp_tls_scert_verifydepth (9), and the leaf. */
    private static final int MAX_DEPTH = 10;

    private static final Set<String> SERVER_USAGES =
            Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.4.1.311.10.3.3", "2.16.840.1.113730.4.1");

    private Chain() {}

    /** Where a chain may end. */
    @FunctionalInterface
    interface Anchors {
        /**
         * What vouches for the certificate at this depth (0: the leaf), if anything does.
         */
        Optional<Anchor> find(X509Certificate certificate, int depth);
    }

    /**
     * The end of a chain.
     *
     * @param self whether the certificate asked for is the anchor itself, and needs no signature
     */
    record Anchor(TrustAnchor trust, boolean self, @Nullable String label) {}

    /** How it came out. */
    sealed interface Result {
        record Good(@Nullable String label) implements Result {}

        record Bad(Reason reason) implements Result {}
    }

    /**
     * @param sent the leaf first, then what came with it
     * @param others certificates that may also serve as issuers
     * @param strict whether weak signatures are refused (OpenSSL's security level 1)
     */
    static Result verify(
            List<X509Certificate> sent, List<X509Certificate> others, Anchors anchors, Instant now, boolean strict) {
        var pool = new ArrayList<>(others);
        pool.addAll(sent);
        var path = new ArrayList<X509Certificate>();
        path.add(sent.getFirst());
        while (path.size() <= MAX_DEPTH) {
            X509Certificate top = path.getLast();
            Optional<Anchor> anchor = anchors.find(top, path.size() - 1);
            if (anchor.isPresent()) {
                return check(path, anchor.get(), now, strict);
            }
            Optional<X509Certificate> issuer = pool.stream()
                    .filter(candidate -> !path.contains(candidate) && isIssuer(candidate, top))
                    .findFirst();
            if (issuer.isEmpty()) {
                return new Result.Bad(dangling(path));
            }
            path.add(issuer.get());
        }
        return new Result.Bad(Reason.of("tls.chain-too-long", MAX_DEPTH));
    }

    static boolean isIssuer(X509Certificate candidate, X509Certificate certificate) {
        return candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && Certificates.isSignedBy(certificate, candidate.getPublicKey());
    }

    private static Reason dangling(List<X509Certificate> path) {
        X509Certificate top = path.getLast();
        return path.size() == 1 && Certificates.isSelfSigned(top)
                ? Reason.of("tls.self-signed", top.getSubjectX500Principal().getName())
                : Reason.of("tls.unknown-issuer", top.getIssuerX500Principal().getName());
    }

    private static Result check(List<X509Certificate> path, Anchor anchor, Instant now, boolean strict) {
        Reason problem = usage(path.getFirst());
        if (problem == null) {
            problem = anchorProblem(path, anchor, now);
        }
        List<X509Certificate> below = anchor.self() ? path.subList(0, path.size() - 1) : path;
        if (problem == null && strict) {
            problem = weakness(below);
        }
        if (problem == null && !below.isEmpty()) {
            problem = validate(below, anchor.trust(), now);
        }
        return problem == null ? new Result.Good(anchor.label()) : new Result.Bad(problem);
    }

    private static @Nullable Reason usage(X509Certificate leaf) {
        try {
            List<String> usages = leaf.getExtendedKeyUsage();
            return usages == null || usages.stream().anyMatch(SERVER_USAGES::contains)
                    ? null
                    : Reason.of("tls.not-a-server-certificate", String.join(", ", usages));
        } catch (GeneralSecurityException e) {
            return Reason.of("tls.not-trusted", String.valueOf(e.getMessage()));
        }
    }

    /** OpenSSL looks at the dates of anchors too, and wants issuers to be authorities. */
    private static @Nullable Reason anchorProblem(List<X509Certificate> path, Anchor anchor, Instant now) {
        X509Certificate certificate = anchor.trust().getTrustedCert();
        if (certificate == null) {
            return null;
        }
        boolean issues = path.size() > 1 || !anchor.self();
        if (issues && certificate.getVersion() == 3 && certificate.getBasicConstraints() < 0) {
            return Reason.of(
                    "tls.not-an-authority",
                    certificate.getSubjectX500Principal().getName());
        }
        return dates(certificate, now);
    }

    private static @Nullable Reason dates(X509Certificate certificate, Instant now) {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return Reason.of(
                    "tls.expired",
                    certificate.getNotAfter().toInstant(),
                    certificate.getSubjectX500Principal().getName());
        }
        return now.isBefore(certificate.getNotBefore().toInstant())
                ? Reason.of(
                        "tls.not-yet-valid",
                        certificate.getNotBefore().toInstant(),
                        certificate.getSubjectX500Principal().getName())
                : null;
    }

    private static @Nullable Reason weakness(List<X509Certificate> path) {
        return path.stream()
                .map(X509Certificate::getSigAlgName)
                .filter(name -> name.contains("SHA1") || name.contains("MD5") || name.contains("MD2"))
                .findFirst()
                .map(name -> Reason.of("tls.weak-signature", name))
                .orElse(null);
    }

    private static @Nullable Reason validate(List<X509Certificate> path, TrustAnchor anchor, Instant now) {
        for (X509Certificate certificate : path) {
            Reason problem = dates(certificate, now);
            if (problem != null) {
                return problem;
            }
        }
        try {
            var parameters = new PKIXParameters(Set.of(anchor));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return null;
        } catch (CertPathValidatorException e) {
            return e.getReason() == BasicReason.ALGORITHM_CONSTRAINED
                    ? Reason.of("tls.weak-key", String.valueOf(e.getMessage()))
                    : Reason.of("tls.not-trusted", String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Reason.of("tls.not-trusted", String.valueOf(e.getMessage()));
        }
    }
}
