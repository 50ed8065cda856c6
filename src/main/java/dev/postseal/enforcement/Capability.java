package dev.postseal.enforcement;

/** What a TLS engine may or may not be able to do. */
public enum Capability {
    /** TLSA records, all selectors and matching types of usages 2 and 3. */
    DANE,
    /** RFC 7250. */
    RAW_PUBLIC_KEYS,
    /** X25519MLKEM768. */
    HYBRID_KEY_EXCHANGE,
    /** Cipher suites without a certificate. */
    ANONYMOUS_CIPHERS,
    /** TLS 1.0 and 1.1. */
    LEGACY_PROTOCOLS
}
