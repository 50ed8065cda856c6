package dev.postseal.enforcement;

/**
 * Lets this JVM speak TLS 1.0, 1.1 and anonymous ciphers at all, because policies below verify may use them as they do in
 * Postfix. Sessions that do not want them exclude them one by one; nothing here makes any session weaker.
 */
public final class LegacyTls {
    private LegacyTls() {}

    /** Call first thing in main, before any TLS class is loaded: the JDK reads these settings once. */
    public static void permit() {
        throw new UnsupportedOperationException();
    }
}
