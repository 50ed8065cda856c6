package dev.postseal.enforcement;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.policy.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a policy and what DNS says about a host: what is required of it, or why it cannot be used. */
public sealed interface Derivation {
    /** The level after DANE's rules: {@code dane} without TLSA is {@code may}, with unusable TLSA only {@code encrypt}. */
    Level effectiveLevel();

    /**
     * Connect to the host and require this.
     *
     * @param because what DANE found, in the order found ({@code dane.no-tlsa}, …): for explanations only
     * @param validUntil when the answers that this rests on end; null: only when the policy changes
     */
    record Require(
            Level effectiveLevel,
            Requirement requirement,
            List<Reason> because,
            @Nullable Instant validUntil) implements Derivation {
        public Require {
            because = List.copyOf(because);
        }
    }

    /**
     * Do not connect; try the next host; none left: defer with this.
     *
     * @param because what DNS said that led to it, where the reason itself does not tell: for explanations only
     */
    record SkipHost(Level effectiveLevel, EnhancedStatus status, Reason reason, List<Reason> because)
            implements Derivation {
        public SkipHost {
            because = List.copyOf(because);
        }

        SkipHost(Level effectiveLevel, EnhancedStatus status, Reason reason) {
            this(effectiveLevel, status, reason, List.of());
        }
    }
}
