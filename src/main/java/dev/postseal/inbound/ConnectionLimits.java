package dev.postseal.inbound;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many clients there may be, in all and from one address. */
final class ConnectionLimits {
    private final int total;
    private final int perAddress;
    private final Map<InetAddress, Integer> open = new HashMap<>();
    private int count;

    ConnectionLimits(int total, int perAddress) {
        this.total = total;
        this.perAddress = perAddress;
    }

    synchronized boolean admit(InetAddress address) {
        if (count >= total || open.getOrDefault(address, 0) >= perAddress) {
            return false;
        }
        count++;
        open.merge(address, 1, Integer::sum);
        return true;
    }

    synchronized void leave(InetAddress address) {
        count--;
        open.computeIfPresent(address, (key, connections) -> connections == 1 ? null : connections - 1);
    }
}
