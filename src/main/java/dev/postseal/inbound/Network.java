package dev.postseal.inbound;

import dev.postseal.mail.IpAddress;
import java.net.InetAddress;

/** A network in CIDR form; an address alone is a network of one. */
record Network(byte[] prefix, int bits) {
    /**
     * @throws IllegalArgumentException naming the property, the value and what is allowed
     */
    static Network parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            byte[] prefix = IpAddress.parse(parts[0]).getAddress();
            int bits = parts.length == 1 ? prefix.length * 8 : Integer.parseInt(parts[1]);
            if (parts.length > 2 || bits < 0 || bits > prefix.length * 8) {
                throw wrong(text);
            }
            return new Network(prefix, bits);
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((prefix[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "postseal.smtp.relay-networks=" + text + " must be a network such as 192.0.2.0/24 or 2001:db8::/32");
    }
}
