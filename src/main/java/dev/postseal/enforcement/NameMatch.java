package dev.postseal.enforcement;

import dev.postseal.mail.IpAddress;
import dev.postseal.mail.SyntaxException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a certificate names one of the wanted names, by the rules Postfix sets OpenSSL's {@code X509_check_host} to
 * (tls_client.c, add_namechecks): DNS names of subjectAltName, the common name only where there is none, wildcards for
 * one whole leftmost label, {@code .example.com} for subdomains of any depth. Addresses are checked apart from names, and
 * where there are both, both must match.
 */
record NameMatch(List<String> names, List<String> addresses) {
    static NameMatch of(List<String> patterns) {
        return new NameMatch(
                patterns.stream()
                        .filter(pattern -> !IpAddress.isLiteral(pattern))
                        .toList(),
                patterns.stream().filter(IpAddress::isLiteral).toList());
    }

    /** How it came out. */
    sealed interface Result {
        record Matched(String by) implements Result {}

        record Mismatch() implements Result {}

        /** Postfix counts a wrong address as a chain error: the session is then untrusted rather than trusted. */
        record AddressMismatch() implements Result {}
    }

    Result check(X509Certificate certificate) {
        if (!addresses.isEmpty() && addresses.stream().noneMatch(address -> hasAddress(certificate, address))) {
            return new Result.AddressMismatch();
        }
        if (names.isEmpty() && !addresses.isEmpty()) {
            return new Result.Matched(addresses.getFirst());
        }
        return presented(certificate).stream()
                .filter(presented -> names.stream().anyMatch(wanted -> matches(presented, wanted)))
                .findFirst()
                .<Result>map(Result.Matched::new)
                .orElseGet(Result.Mismatch::new);
    }

    /** The names a certificate is known by: those of subjectAltName, else its common names. */
    static List<String> presented(X509Certificate certificate) {
        List<String> names = Certificates.dnsNames(certificate);
        return names.isEmpty() ? Certificates.commonNames(certificate) : names;
    }

    private static boolean matches(String presentedName, String wantedName) {
        String presented = presentedName.toLowerCase(Locale.ROOT);
        String wanted = wantedName.toLowerCase(Locale.ROOT);
        if (wanted.startsWith(".")) {
            return wanted.length() > 1 && presented.endsWith(wanted);
        }
        return presented.equals(wanted) || wildcardMatches(presented, wanted);
    }

    /** {@code *.example.com}: the star alone in the first of at least three labels, for one label of letters and digits. */
    private static boolean wildcardMatches(String presented, String wanted) {
        if (!presented.startsWith("*.") || presented.indexOf('.', 2) < 0 || presented.indexOf('*', 1) >= 0) {
            return false;
        }
        int dot = wanted.indexOf('.');
        return dot > 0
                && wanted.substring(dot).equals(presented.substring(1))
                && wanted.substring(0, dot).matches("[a-z0-9-]+");
    }

    private static boolean hasAddress(X509Certificate certificate, String wanted) {
        InetAddress address = IpAddress.parse(wanted);
        return Certificates.addresses(certificate).stream()
                .map(NameMatch::address)
                .flatMap(Optional::stream)
                .anyMatch(address::equals);
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}
