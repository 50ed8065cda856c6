package dev.postseal.enforcement;

import java.util.Locale;

/** How a session was secured, in the words of Postfix's "… TLS connection established" (tls_misc.c, tls_log_summary). */
public enum Security {
    /** No TLS. */
    NONE,
    /** Encrypted; the server sent no certificate. */
    ANONYMOUS,
    /** Encrypted; nothing vouches for the certificate. */
    UNTRUSTED,
    /** The certificate's chain is good; who it names was not checked, or is not whom we wanted. */
    TRUSTED,
    /** The peer is whom the policy wants, by names and anchors, TLSA or fingerprint. */
    VERIFIED;

    /** As Postfix logs it, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
