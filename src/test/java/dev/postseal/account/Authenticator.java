package dev.postseal.account;

import java.io.ByteArrayOutputStream;
import java.time.Clock;

/** An authenticator app: it was given the secret as text, and shows codes. */
public final class Authenticator {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] secret;
    private final Clock clock;

    public Authenticator(String text, Clock clock) {
        this.secret = decoded(text.replaceAll("\\s", ""));
        this.clock = clock;
    }

    public String code() {
        return codeOf(0);
    }

    /** Of a clock that is off by so many periods. */
    String codeOf(int later) {
        return Totp.code(secret, Totp.stepAt(clock.instant()) + later);
    }

    static byte[] decoded(String base32) {
        var bytes = new ByteArrayOutputStream();
        int bits = 0;
        int value = 0;
        for (int i = 0; i < base32.length(); i++) {
            value = value << 5 | BASE32.indexOf(base32.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(value >> bits & 0xff);
            }
        }
        return bytes.toByteArray();
    }
}
