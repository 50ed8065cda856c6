package dev.postseal.mail;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a server of ours listens. */
public sealed interface ListenAddress {
    /** What a path begins with. */
    String UNIX = "unix:";

    /** {@code 127.0.0.1:2525}, {@code [::1]:2525}, {@code localhost:2525}. */
    record Tcp(InetSocketAddress address) implements ListenAddress {}

    /** {@code unix:/run/postseal/socketmap}; absolute. */
    record Unix(Path path) implements ListenAddress {}

    /** @throws IllegalArgumentException when it is neither */
    static ListenAddress parse(String text) {
        return text.startsWith(UNIX) ? unix(text) : tcp(text);
    }

    /** @throws IllegalArgumentException when it is not an address and a port, or the name is not known */
    static Tcp tcp(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("no port");
        }
        int port = Integer.parseInt(text.substring(colon + 1).strip());
        return new Tcp(new InetSocketAddress(host(text.substring(0, colon).strip()), port));
    }

    private static Unix unix(String text) {
        Path path = Path.of(text.substring(UNIX.length()));
        if (!path.isAbsolute()) {
            throw new InvalidPathException(text, "not absolute");
        }
        return new Unix(path);
    }

    private static InetAddress host(String text) {
        boolean brackets = text.startsWith("[") && text.endsWith("]");
        String host = brackets ? text.substring(1, text.length() - 1) : text;
        try {
            return IpAddress.parse(host);
        } catch (SyntaxException e) {
            return named(host);
        }
    }

    private static InetAddress named(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("unknown host", e);
        }
    }
}
