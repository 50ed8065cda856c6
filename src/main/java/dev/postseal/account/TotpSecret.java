package dev.postseal.account;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** What a user's authenticator and Postseal share. Not a record: nothing that prints values may get at it. */
public final class TotpSecret implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String ISSUER = "Postseal";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** As long as the MAC (RFC 4226 section 4, R6), and a whole number of letters in base 32. */
    private static final int BYTES = 20;

    private final byte[] bytes;

    TotpSecret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public static TotpSecret random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return new TotpSecret(random);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** To be typed, in groups of four (RFC 4648 section 6). */
    public String text() {
        return base32().replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** What authenticators read from a QR code. */
    public String uri(String userName) {
        return "otpauth://totp/" + ISSUER + ":" + encoded(userName) + "?secret=" + base32() + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.PERIOD.toSeconds();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String base32() {
        var text = new StringBuilder();
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            text.append(BASE32.charAt(fiveBits(bit)));
        }
        return text.toString();
    }

    private int fiveBits(int from) {
        int two = (bytes[from / 8] & 0xff) << 8 | (from / 8 + 1 < bytes.length ? bytes[from / 8 + 1] & 0xff : 0);
        return two >> (11 - from % 8) & 0x1f;
    }
}
