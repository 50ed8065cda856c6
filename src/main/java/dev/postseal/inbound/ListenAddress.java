package dev.postseal.inbound;

import dev.postseal.mail.IpAddress;
import dev.postseal.mail.SyntaxException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where a listener listens: {@code 127.0.0.1:2525}, {@code [::1]:2525}, {@code localhost:2525}. */
record ListenAddress(InetSocketAddress socketAddress) {
    /**
     * @throws IllegalArgumentException naming the property, the value and what is allowed
     */
    static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw wrong(text);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1).strip());
            return new ListenAddress(
                    new InetSocketAddress(host(text.substring(0, colon).strip()), port));
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw wrong(text);
        }
    }

    private static InetAddress host(String text) throws UnknownHostException {
        boolean brackets = text.startsWith("[") && text.endsWith("]");
        String host = brackets ? text.substring(1, text.length() - 1) : text;
        try {
            return IpAddress.parse(host);
        } catch (SyntaxException e) {
            return InetAddress.getByName(host);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("postseal.smtp.listen=" + text
                + " must be an address and a port, such as 127.0.0.1:2525 or [::1]:2525");
    }
}
