package dev.postseal.dns;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name server as the settings write it: {@code 192.0.2.53}, {@code [2001:db8::53]:5353}, {@code resolver:53}. */
record ServerAddress(String host, int port) {
    private static final Pattern SYNTAX =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([^\\[\\]:\\s]+))(?::(\\d{1,5}))?");
    private static final int DEFAULT_PORT = 53;

    /**
     * @throws IllegalArgumentException a line that names the property, the value and what is allowed
     */
    static ServerAddress parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        int port = matcher.matches() && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : DEFAULT_PORT;
        if (!matcher.matches() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("postseal.dns.servers=" + text
                    + ": host:port is wanted, such as 192.0.2.53:53 or [2001:db8::53]:53");
        }
        return new ServerAddress(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), port);
    }

    static ServerAddress of(InetSocketAddress address) {
        return new ServerAddress(address.getHostString(), address.getPort());
    }

    /** Resolved by the system each time, because a container's name may move to another address. */
    InetSocketAddress resolved() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
