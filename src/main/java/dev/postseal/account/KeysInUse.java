package dev.postseal.account;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which keys were right from which addresses lately, as hashes; bounded. */
final class KeysInUse {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Boolean> known = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized boolean contains(byte[] hash, String address) {
        return known.get(pair(hash, address)) != null;
    }

    synchronized void add(byte[] hash, String address) {
        known.put(pair(hash, address), Boolean.TRUE);
    }

    synchronized void remove(byte[] hash, String address) {
        known.remove(pair(hash, address));
    }

    private static String pair(byte[] hash, String address) {
        return HexFormat.of().formatHex(hash) + " " + address;
    }
}
