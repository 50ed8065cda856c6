package dev.postseal.enforcement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.tomcat.util.net.openssl.ciphers.OpenSSLCipherConfigurationParser;

/** From OpenSSL's cipher lists to the suites that JSSE knows, in the order of preference. */
final class CipherSuites {
    /** What OpenSSL 3 offers with TLS 1.3, in its order; cipher lists have no say in them. */
    static final List<String> TLS_1_3 =
            List.of("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256");

    private CipherSuites() {}

    /**
     * The suites for TLS 1.2 and older. OpenSSL 3 has no static ECDH suites, so they are left out whatever the list says.
     */
    static List<String> resolve(String cipherList, Set<String> supported) {
        var base = new ArrayList<String>();
        var exclusions = new ArrayList<String>();
        for (String element : cipherList.split(":")) {
            (element.startsWith("!") ? exclusions : base).add(element);
        }
        Set<String> suites = parse(String.join(":", base));
        exclusions.forEach(element -> suites.removeAll(group(element.substring(1))));
        suites.retainAll(supported);
        suites.removeIf(suite -> suite.startsWith("TLS_ECDH_RSA_") || suite.startsWith("TLS_ECDH_ECDSA_"));
        TLS_1_3.forEach(suites::remove);
        return List.copyOf(suites);
    }

    /** OpenSSL's name of a suite, as Postfix logs it. */
    static String openSslName(String suite) {
        if (TLS_1_3.contains(suite)) {
            return suite;
        }
        String name = OpenSSLCipherConfigurationParser.jsseToOpenSSL(suite);
        return name == null || name.isEmpty() ? suite : name;
    }

    /** {@code ECDHE+AESGCM} is what both have; unknown names are nothing, as in OpenSSL. */
    private static Set<String> group(String element) {
        Set<String> members = null;
        for (String part : element.split("\\+")) {
            Set<String> suites = parse(part);
            if (members == null) {
                members = suites;
            } else {
                members.retainAll(suites);
            }
        }
        return members == null ? Set.of() : members;
    }

    private static Set<String> parse(String expression) {
        return new LinkedHashSet<>(OpenSSLCipherConfigurationParser.parseExpression(expression));
    }
}
