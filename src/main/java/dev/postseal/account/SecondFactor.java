package dev.postseal.account;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A user's secret with the last step whose code was taken. Not a record: nothing that prints values may get at it. */
final class SecondFactor {
    private final byte[] secret;
    private final long lastStep;

    SecondFactor(byte[] secret, long lastStep) {
        this.secret = secret;
        this.lastStep = lastStep;
    }

    /** Before any code was taken. */
    static SecondFactor unused(TotpSecret secret) {
        return new SecondFactor(secret.bytes(), Long.MIN_VALUE);
    }

    byte[] secret() {
        return secret;
    }

    long lastStep() {
        return lastStep;
    }

    /** The same after this code was taken; empty: it is wrong, or it was taken before. */
    Optional<SecondFactor> after(String code, Instant now) {
        OptionalLong step = Totp.stepOf(code, secret, now, lastStep);
        return step.isPresent() ? Optional.of(new SecondFactor(secret, step.getAsLong())) : Optional.empty();
    }
}
