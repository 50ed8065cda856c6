package dev.postseal.policy;

import dev.postseal.account.Settings;
import org.springframework.stereotype.Service;

/** What an administrator has switched on for entries that people write in the console. */
@Service
public class EntryRequirements {
    private static final String REASON = "policy.reason-required";

    private final Settings settings;

    EntryRequirements(Settings settings) {
        this.settings = settings;
    }

    /** Whether nobody may save the form without a reason. */
    public boolean isReasonRequired() {
        return settings.isOn(REASON);
    }

    public void requireReason(boolean required) {
        settings.turn(REASON, required);
    }
}
