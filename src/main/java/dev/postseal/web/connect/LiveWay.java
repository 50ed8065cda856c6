package dev.postseal.web.connect;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;

/**
 * The socketmap in main.cf.
 *
 * @param lines one for each address at which this node really listens; none: the server is off
 * @param unix whether there is a unix socket among them
 * @param everywhere whether an address stands for all of this machine's
 */
record LiveWay(List<String> lines, boolean unix, boolean everywhere) {
    static LiveWay of(List<SocketAddress> addresses) {
        return new LiveWay(
                addresses.stream().map(LiveWay::line).toList(),
                addresses.stream().anyMatch(UnixDomainSocketAddress.class::isInstance),
                addresses.stream().anyMatch(LiveWay::isEverywhere));
    }

    private static String line(SocketAddress address) {
        return "smtp_tls_policy_maps = socketmap:" + place(address) + ":policy";
    }

    private static String place(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? "inet:" + host(inet) + ":" + inet.getPort()
                : "unix:" + address;
    }

    /** Who listens at all addresses is reached at the nearest. */
    private static String host(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (host.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String text = host.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private static boolean isEverywhere(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress().isAnyLocalAddress();
    }
}
