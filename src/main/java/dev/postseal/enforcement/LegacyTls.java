package dev.postseal.enforcement;

import java.security.Security;

/**
 * Lets this JVM speak TLS 1.0, 1.1 and anonymous ciphers at all, because policies below verify may use them as they do in
 * Postfix. Sessions that do not want them exclude them one by one; who does not choose protocols still gets TLS 1.2 and
 * 1.3 only.
 */
public final class LegacyTls {
    private static final String NEVER =
            "SSLv3, RC4, DES, 3DES_EDE_CBC, NULL, MD5withRSA, DH keySize < 1024, EC keySize < 224";

    private LegacyTls() {}

    /** Call first thing in main, before any TLS class is loaded: the JDK reads these settings once. */
    public static void permit() {
        Security.setProperty("jdk.tls.disabledAlgorithms", NEVER);
        setDefault("jdk.tls.client.protocols", "TLSv1.2,TLSv1.3");
        setDefault("jdk.tls.server.protocols", "TLSv1.2,TLSv1.3");
        // OpenSSL takes chains of 100 kB; JSSE would end at 10 certificates and 32 kB.
        setDefault("jdk.tls.maxHandshakeMessageSize", "102400");
        setDefault("jdk.tls.client.maxInboundCertificateChainLength", "100");
    }

    /** Whether {@link #permit} was called, as far as can be seen. */
    static boolean isPermitted() {
        return NEVER.equals(Security.getProperty("jdk.tls.disabledAlgorithms"));
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
