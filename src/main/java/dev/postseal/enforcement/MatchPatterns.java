package dev.postseal.enforcement;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.IpAddress;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** From match strategies to the names that a certificate is checked against (tls_client.c, add_namechecks). */
final class MatchPatterns {
    private MatchPatterns() {}

    static List<String> resolve(List<String> strategies, NextHop nextHop, HostFacts host) {
        return strategies.stream()
                .flatMap(strategy -> resolve(strategy, nextHop, host))
                .map(MatchPatterns::toAscii)
                .distinct()
                .toList();
    }

    private static Stream<String> resolve(String strategy, NextHop nextHop, HostFacts host) {
        return switch (strategy.toLowerCase(Locale.ROOT)) {
            case "nexthop" -> Stream.of(nextHop.host());
            case "dot-nexthop" -> Stream.of("." + nextHop.host());
            case "hostname" -> Stream.of(host.host());
            case "." -> Stream.empty();
            default -> Stream.of(strategy);
        };
    }

    /** International names as DNS and certificates have them; what cannot be such a name stays, and matches nothing else. */
    private static String toAscii(String pattern) {
        if (pattern.startsWith(".")) {
            return "." + toAscii(pattern.substring(1));
        }
        boolean ascii = pattern.chars().allMatch(c -> c < 128);
        if (ascii || IpAddress.isLiteral(pattern)) {
            return pattern.toLowerCase(Locale.ROOT);
        }
        try {
            return DomainName.parse(pattern).ascii();
        } catch (SyntaxException e) {
            return pattern.toLowerCase(Locale.ROOT);
        }
    }
}
