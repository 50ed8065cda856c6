package dev.postseal.dns;

import java.util.HexFormat;

/**
 * One TLSA record as DNS has it (RFC 6698 section 2.1), whether anyone can use it or not.
 *
 * @param usage 0 to 255
 * @param selector 0 to 255
 * @param matchingType 0 to 255
 * @param hex certificate association data in lower-case hexadecimal, perhaps empty: a value, unlike an array
 */
public record TlsaRecord(int usage, int selector, int matchingType, String hex) {
    public static TlsaRecord of(int usage, int selector, int matchingType, byte[] data) {
        return new TlsaRecord(usage, selector, matchingType, HexFormat.of().formatHex(data));
    }

    /** The certificate association data, the caller's own copy. */
    public byte[] data() {
        return HexFormat.of().parseHex(hex);
    }
}
