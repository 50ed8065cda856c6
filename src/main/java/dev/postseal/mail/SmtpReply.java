package dev.postseal.mail;

import java.util.List;
import java.util.Optional;

/**
 * A server's reply (RFC 5321 section 4.2), with the text of each line after its code and separator.
 */
public record SmtpReply(int code, List<String> lines) {
    public SmtpReply {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("reply code " + code);
        }
        lines = List.copyOf(lines);
    }

    public static SmtpReply of(int code, String... lines) {
        return new SmtpReply(code, List.of(lines));
    }

    public boolean isPositive() {
        return code < 400;
    }

    public boolean isTransient() {
        return code >= 400 && code < 500;
    }

    public boolean isPermanent() {
        return code >= 500;
    }

    /** The enhanced status code of the first line, when its class agrees with the reply code (RFC 2034). */
    public Optional<EnhancedStatus> enhanced() {
        return lines.isEmpty()
                ? Optional.empty()
                : EnhancedStatus.find(lines.getFirst()).filter(status -> status.statusClass() == code / 100);
    }

    /** The lines joined by spaces, without the enhanced status code. */
    public String text() {
        String joined = String.join(" ", lines);
        return enhanced()
                .map(s -> joined.substring(s.toString().length()).strip())
                .orElse(joined);
    }

    /** As it would be written to a log: {@code 550 5.1.1 no such user}. */
    @Override
    public String toString() {
        return (code + " " + String.join(" ", lines)).strip();
    }
}
