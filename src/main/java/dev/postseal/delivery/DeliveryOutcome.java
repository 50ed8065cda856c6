package dev.postseal.delivery;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import org.jspecify.annotations.Nullable;

/** How one attempt ended for one recipient. */
public sealed interface DeliveryOutcome {
    /** The server's enhanced status code, or our own when the server said nothing or nothing of the kind. */
    EnhancedStatus status();

    Reason reason();

    /** The reply that decided, if a server's reply did. */
    @Nullable SmtpReply reply();

    /** The next hop took responsibility for the message; nothing more must be sent. */
    record Delivered(EnhancedStatus status, SmtpReply reply) implements DeliveryOutcome {
        /** Code {@code delivery.delivered}, with the reply. */
        @Override
        public Reason reason() {
            return Reason.of("delivery.delivered", reply);
        }
    }

    /** Failed for now: to be tried again by the retry plan, and given up when the queue lifetime is over. */
    record Deferred(
            EnhancedStatus status, Reason reason, @Nullable SmtpReply reply) implements DeliveryOutcome {
        public Deferred {
            requireClass(status, 4);
        }
    }

    /** Failed for good: the sender is told, unless it is the null sender. */
    record Bounced(
            EnhancedStatus status, Reason reason, @Nullable SmtpReply reply) implements DeliveryOutcome {
        public Bounced {
            requireClass(status, 5);
        }
    }

    private static void requireClass(EnhancedStatus status, int statusClass) {
        if (status.statusClass() != statusClass) {
            throw new IllegalArgumentException("status " + status + " where class " + statusClass + " must be");
        }
    }
}
