package dev.postseal.account;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Slow on purpose, hence limited to a part of the processors: a flood of guesses must not keep mail from being delivered.
 */
@Component
class PasswordHashes {
    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final Semaphore atOnce =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** Of a password that nobody has; comparing with it takes as long as with a real one. */
    private final String nobodys = encode("nobody has this password");

    final String encode(String password) {
        atOnce.acquireUninterruptibly();
        try {
            return encoder.encode(password);
        } finally {
            atOnce.release();
        }
    }

    /** @param hash null: there is no password, and none matches; finding that out takes as long */
    boolean matches(String password, @Nullable String hash) {
        boolean equal = compare(password, hash == null ? nobodys : hash);
        return hash != null && equal;
    }

    private boolean compare(String password, String hash) {
        atOnce.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            atOnce.release();
        }
    }

    /** Takes as long as {@link #matches}, so that an unknown name answers no sooner than a wrong password. */
    void pretend(String password) {
        boolean ignored = matches(password, nobodys);
    }
}
