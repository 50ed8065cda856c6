package dev.postseal.policy;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.IpAddress;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * What an entry is for, as Postfix looks it up in smtp_tls_policy_maps: {@code example.com}, {@code .example.com} (all
 * subdomains), {@code [mail.example.com]}, {@code example.com:587}, {@code [mail.example.com]:587}, {@code [192.0.2.1]}, {@code
 * [ipv6:2001:db8::1]}, or an address without brackets. Two targets are the same when their texts are equal.
 *
 * @param text canonical: lower case, names in A-labels, addresses and services as spelled, because Postfix compares text. It
 *     equals {@link NextHop#text()} of the next hop meant, but for {@code .example.com} and addresses without brackets.
 */
public record Target(String text) implements Comparable<Target> {
    private static final int MAX_LENGTH = 300;

    public Target {
        if (!canonical(text).equals(text)) {
            throw new IllegalArgumentException("not canonical: " + text);
        }
    }

    /**
     * Reads a target as a person spells it.
     *
     * @throws SyntaxException {@code target.*}, {@code nexthop.*} or {@code domain.*}; the first argument is the offending
     *     text, the last of a {@code target.*} what would be right, if that can be said
     */
    public static Target parse(String text) {
        return new Target(canonical(text.strip()));
    }

    /** As people read it: U-labels where the A-labels are valid IDNA. */
    public String display() {
        if (!text.contains("xn--")) {
            return text;
        }
        int start = text.charAt(0) == '[' || text.charAt(0) == '.' ? 1 : 0;
        int end = text.indexOf(text.charAt(0) == '[' ? ']' : ':');
        end = end < 0 ? text.length() : end;
        return text.substring(0, start)
                + DomainName.parse(text.substring(start, end)).display()
                + text.substring(end);
    }

    /** What the author of an entry for this target should know. */
    public List<Finding> findings() {
        return IpAddress.isLiteral(text)
                ? List.of(Finding.of("target", FindingCode.TARGET__BARE_ADDRESS, text, bracketed(text)))
                : List.of();
    }

    @Override
    public int compareTo(Target other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String canonical(String text) {
        if (text.isEmpty()) {
            throw new SyntaxException("target.empty", text);
        }
        if (text.length() > MAX_LENGTH) {
            throw new SyntaxException("target.too-long", text.substring(0, MAX_LENGTH) + "…");
        }
        return switch (text.charAt(0)) {
            case '[' -> NextHop.parse(text).text();
            case '.' -> subdomains(text);
            default -> plain(text);
        };
    }

    private static String subdomains(String text) {
        int colon = text.indexOf(':');
        if (colon >= 0) {
            throw new SyntaxException("target.subdomains-port", text, text.substring(0, colon));
        }
        if (text.length() == 1) {
            throw new SyntaxException("target.empty", text);
        }
        return "." + DomainName.parse(text.substring(1)).ascii();
    }

    private static String plain(String text) {
        if (text.startsWith("*.")) {
            throw new SyntaxException("target.wildcard", text, text.substring(1));
        }
        int at = text.lastIndexOf('@');
        if (at >= 0) {
            throw new SyntaxException("target.mail-address", text, text.substring(at + 1));
        }
        return looksLikeAddress(text) ? address(text) : NextHop.parse(text).text();
    }

    /** Digits and dots up to a port, or more colons than a port has. */
    private static boolean looksLikeAddress(String text) {
        int colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':')) {
            return true;
        }
        int end = colon < 0 ? text.length() : colon;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static String address(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (IpAddress.isLiteral(lower) && !lower.startsWith("ipv6:")) {
            return lower;
        }
        int colon = lower.lastIndexOf(':');
        if (colon > 0 && IpAddress.isLiteral(lower.substring(0, colon))) {
            throw new SyntaxException(
                    "target.brackets", text, bracketed(text.substring(0, colon)) + text.substring(colon));
        }
        if (IpAddress.isLiteral(lower)) {
            throw new SyntaxException("target.brackets", text, bracketed(text));
        }
        throw new SyntaxException("target.syntax", text);
    }

    private static String bracketed(String address) {
        boolean tagged = address.regionMatches(true, 0, "ipv6:", 0, 5);
        return "[" + (address.indexOf(':') >= 0 && !tagged ? "IPv6:" : "") + address + "]";
    }
}
