package dev.postseal.policy;

import dev.postseal.mail.IpAddress;
import dev.postseal.mail.Spelling;
import java.util.List;
import java.util.Locale;

/**
 * Reads the names of {@code match} at verify and secure (tls_client.c, {@code add_namechecks()}). Postfix lets much pass that
 * can match no certificate; such patterns fail closed and are only remarked on. What is no name at all is refused.
 */
final class MatchList {
    private static final List<String> KEYWORDS = List.of("nexthop", "dot-nexthop", "hostname");

    private final Remarks remarks;

    MatchList(Remarks remarks) {
        this.remarks = remarks;
    }

    List<String> names(String value) {
        return Lists.split(value, ":").stream().map(this::name).toList();
    }

    private String name(String typed) {
        String name = typed.toLowerCase(Locale.ROOT);
        String host = name.startsWith(".") ? name.substring(1) : name;
        if (KEYWORDS.contains(name)) {
            return name;
        }
        if (neverMatches(name, host)) {
            remarks.finding(FindingCode.MATCH__NEVER, typed);
            return name;
        }
        if (name.startsWith("*.") && isHost(name.substring(2))) {
            remarks.finding(FindingCode.MATCH__WILDCARD, typed, name.substring(1));
            return name;
        }
        String ascii = HostNames.ascii(host);
        if (ascii == null) {
            remarks.problem(ProblemCode.MATCH__NAME, typed, String.join(", ", KEYWORDS));
            return name;
        }
        return known(name, host, ascii);
    }

    private String known(String name, String host, String ascii) {
        if (!ascii.equals(host)) {
            remarks.finding(FindingCode.VALUE__INTERNATIONAL, AttributeName.MATCH.text(), host, ascii);
        } else if (host.indexOf('.') < 0) {
            Spelling.nearest(name, KEYWORDS)
                    .ifPresent(meant -> remarks.finding(FindingCode.MATCH__KEYWORD, name, meant));
        }
        return name.startsWith(".") ? "." + ascii : ascii;
    }

    /** Blanks are part of the name for Postfix; an address or a name with a final dot stands in no certificate as a name. */
    private static boolean neverMatches(String name, String host) {
        return name.equals(".")
                || isNamesWithBlanks(name)
                || IpAddress.isLiteral(host)
                || (host.endsWith(".") && isHost(host.substring(0, host.length() - 1)))
                || isNumeric(host);
    }

    private static boolean isNamesWithBlanks(String name) {
        return name.indexOf(' ') >= 0
                && Lists.split(name, " ").stream()
                        .allMatch(word -> isHost(word.startsWith(".") ? word.substring(1) : word));
    }

    private static boolean isNumeric(String host) {
        return !host.isEmpty() && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static boolean isHost(String text) {
        return HostNames.ascii(text) != null;
    }
}
