package dev.postseal.enforcement;

import dev.postseal.policy.CipherGrade;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;

/** Cipher lists as Postfix 3.10 puts them together (tls_misc.c, tls_set_ciphers; smtp_tls_policy.c, set_cipher_grade). */
final class CipherLists {
    private static final String NEVER_KEX = ":!kDHr:!kDHd:!kECDHr:!kECDHe:!aDSS:!MD5";
    private static final String NEVER = ":!SEED:!IDEA:!3DES:!RC2:!RC4" + NEVER_KEX;

    /** {@code low} and {@code export} mean medium since Postfix 3.8; no grade means medium. */
    private static final String MEDIUM = "aNULL:-aNULL:HIGH:MEDIUM:@STRENGTH" + NEVER;

    private static final String HIGH = "aNULL:-aNULL:HIGH:@STRENGTH" + NEVER;
    private static final String NULL = "eNULL" + NEVER_KEX + ":!aNULL";

    private CipherLists() {}

    /**
     * @param level the effective one: it decides what is excluded beyond the policy's own exclusions
     */
    static String of(TlsPolicy policy, Level level) {
        var list = new StringBuilder(base(policy.ciphers() == null ? CipherGrade.MEDIUM : policy.ciphers()));
        policy.exclude().stream()
                .flatMap(text -> java.util.Arrays.stream(text.split("[\\s,:]+")))
                .filter(text -> !text.isEmpty())
                .forEach(text -> list.append(":!").append(text));
        return list.append(implied(level)).toString();
    }

    private static String base(CipherGrade grade) {
        return switch (grade) {
            case HIGH -> HIGH;
            case MEDIUM, LOW, EXPORT -> MEDIUM;
            case NULL -> NULL;
        };
    }

    private static String implied(Level level) {
        return switch (level) {
            case NONE, MAY -> "";
            case ENCRYPT -> ":!eNULL";
            case DANE, DANE_ONLY, FINGERPRINT, VERIFY, SECURE -> ":!aNULL";
        };
    }
}
