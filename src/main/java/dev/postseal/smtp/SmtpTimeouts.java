package dev.postseal.smtp;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param connect for the TCP connection
 * @param command for each reply as a whole, however it dribbles in, and for each piece of the message to be taken
 */
public record SmtpTimeouts(Duration connect, Duration command) {
    /** The defaults of the contract: 30 s and 5 min. */
    public static final SmtpTimeouts DEFAULT = new SmtpTimeouts(Duration.ofSeconds(30), Duration.ofMinutes(5));

    public SmtpTimeouts {
        if (!connect.isPositive() || !command.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }
}
