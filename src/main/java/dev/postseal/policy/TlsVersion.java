package dev.postseal.policy;

/** TLS protocol versions that Postfix 3.10 with OpenSSL 3 can negotiate, oldest first. */
public enum TlsVersion {
    TLS_1_0("TLSv1"),
    TLS_1_1("TLSv1.1"),
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3");

    private final String text;

    TlsVersion(String text) {
        this.text = text;
    }

    /** As Postfix and OpenSSL spell it. */
    public String text() {
        return text;
    }
}
