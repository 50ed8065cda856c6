package dev.postseal.account;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a password chosen by a person must be. Length counts, composition does not (NIST SP 800-63B section 3.1.1.2). */
public final class PasswordRules {
    /** In characters. */
    public static final int SHORTEST = 12;

    /** In bytes of UTF-8: bcrypt would silently ignore what follows. */
    public static final int LONGEST = 72;

    private PasswordRules() {}

    /** The first rule that the password breaks. Whether it differs from the old one is for {@link Accounts} to say. */
    public static Optional<PasswordProblem> problemWith(String password, String userName) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of(PasswordProblem.TOO_SHORT);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of(PasswordProblem.TOO_LONG);
        }
        if (password.toLowerCase(Locale.ROOT).strip().equals(userName.toLowerCase(Locale.ROOT))) {
            return Optional.of(PasswordProblem.IS_NAME);
        }
        return Optional.empty();
    }
}
