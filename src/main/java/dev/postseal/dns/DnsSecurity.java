package dev.postseal.dns;

/** What DNSSEC proved about an answer that may be used (RFC 4035 section 4.3). Bogus answers are cases of their own. */
public enum DnsSecurity {
    /** Signed without a gap from the trust anchor to this answer, aliases included. */
    SECURE,
    /** Proven not to be signed: as good as DNS ever was without DNSSEC, and no base for DANE. */
    INSECURE;

    public boolean isSecure() {
        return this == SECURE;
    }

    /** The security of a chain of two answers: secure only when both are. */
    public DnsSecurity and(DnsSecurity other) {
        return this == SECURE ? other : INSECURE;
    }
}
