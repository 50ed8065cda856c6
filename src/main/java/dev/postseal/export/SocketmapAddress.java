package dev.postseal.export;

import dev.postseal.mail.IpAddress;
import dev.postseal.mail.SyntaxException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where the socketmap server listens. */
sealed interface SocketmapAddress {
    String UNIX = "unix:";

    /** {@code 127.0.0.1:8643}, {@code [::1]:8643}, {@code localhost:8643}. */
    record Tcp(InetSocketAddress address) implements SocketmapAddress {}

    /** {@code unix:/run/postseal/socketmap}. */
    record Unix(Path path) implements SocketmapAddress {}

    /**
     * @throws IllegalArgumentException naming the property, the value and what is allowed
     */
    static SocketmapAddress parse(String text) {
        try {
            return text.startsWith(UNIX) ? unix(text) : tcp(text);
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new IllegalArgumentException(
                    "postseal.socketmap.listen=" + text
                            + " must be an address and a port, such as 127.0.0.1:8643, or unix: and an absolute path",
                    e);
        }
    }

    private static SocketmapAddress unix(String text) {
        Path path = Path.of(text.substring(UNIX.length()));
        if (!path.isAbsolute()) {
            throw new InvalidPathException(text, "not absolute");
        }
        return new Unix(path);
    }

    private static SocketmapAddress tcp(String text) throws UnknownHostException {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("no port");
        }
        int port = Integer.parseInt(text.substring(colon + 1).strip());
        return new Tcp(new InetSocketAddress(host(text.substring(0, colon).strip()), port));
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
}
