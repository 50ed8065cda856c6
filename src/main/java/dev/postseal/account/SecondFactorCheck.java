package dev.postseal.account;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** Whether what somebody typed proves the second factor: a code of the authenticator or one for recovery. */
@Component
class SecondFactorCheck {
    private final RecoveryCodes recovery;
    private final Clock clock;

    SecondFactorCheck(RecoveryCodes recovery, Clock clock) {
        this.recovery = recovery;
        this.clock = clock;
    }

    /**
     * Takes the code, so that it is not good again.
     *
     * @param user locked, and to be updated by the caller
     */
    boolean takes(User user, String typed) {
        return user.takeCode(typed.replaceAll("\\s", ""), clock.instant()) || recovery.use(user.id(), typed);
    }
}
