package dev.postseal.mail;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** IP address literals as mail writes them: {@code 192.0.2.1}, {@code IPv6:2001:db8::1} (RFC 5321 section 4.1.3). */
public final class IpAddress {
    private static final String IPV6_TAG = "ipv6:";

    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

    private IpAddress() {}

    /** Whether the text is an address literal, with or without the {@code IPv6:} tag; never asks DNS. */
    public static boolean isLiteral(String text) {
        if (!looksLikeLiteral(untagged(text))) {
            return false; // Nearly always, and without the price of an exception.
        }
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
            if (!looksLikeLiteral(literal)) {
                throw new SyntaxException("address.ip", text);
            }
            return InetAddress.ofLiteral(literal);
        } catch (SyntaxException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("address.ip", text);
        }
    }

    private static boolean looksLikeLiteral(String text) {
        if (text.indexOf(':') < 0) {
            return IPV4.matcher(text).matches();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '.' && (c >= 128 || Character.digit(c, 16) < 0)) {
                return false;
            }
        }
        return true;
    }

    /** The literal without its {@code IPv6:} tag. */
    static String untagged(String text) {
        return text.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length()) ? text.substring(IPV6_TAG.length()) : text;
    }
}
