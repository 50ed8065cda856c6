package dev.postseal.mail;

import java.net.InetAddress;
import java.util.Locale;

/** IP address literals as mail writes them: {@code 192.0.2.1}, {@code IPv6:2001:db8::1} (RFC 5321 section 4.1.3). */
public final class IpAddress {
    private static final String IPV6_TAG = "ipv6:";

    private IpAddress() {}

    /** Whether the text is an address literal, with or without the {@code IPv6:} tag; never asks DNS. */
    public static boolean isLiteral(String text) {
        try {
            parse(text);
            return true;
        } catch (SyntaxException e) {
            return false;
        }
    }

    /**
     * @throws SyntaxException {@code address.ip} when it is not an address; zone ids are refused
     */
    public static InetAddress parse(String text) {
        String literal = untagged(text);
        try {
            if (literal.indexOf('%') >= 0 || !(literal.indexOf(':') >= 0 || literal.matches("\\d+(\\.\\d+){3}"))) {
                throw new SyntaxException("address.ip", text);
            }
            return InetAddress.ofLiteral(literal);
        } catch (SyntaxException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("address.ip", text);
        }
    }

    /** The literal without its {@code IPv6:} tag. */
    static String untagged(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(IPV6_TAG) ? text.substring(IPV6_TAG.length()) : text;
    }
}
