package dev.postseal.notice;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.SyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to tell of expiries; a wrong value stops the start.
 *
 * @param sender address our messages come from; unset: none are sent
 * @param fallback who is told of entries whose owner is no mail address; unset: nobody
 * @param leadTime how long before an entry ends its owner is told
 * @param language of the messages
 */
@ConfigurationProperties("postseal.notify")
public record NoticeSettings(
        @Nullable String sender,
        @Nullable String fallback,
        @DefaultValue("7d") Duration leadTime,
        @DefaultValue("en") String language) {
    public NoticeSettings {
        address("sender", sender);
        address("fallback", fallback);
        if (!leadTime.isPositive()) {
            throw new IllegalArgumentException(
                    "postseal.notify.lead-time=" + leadTime + " must be longer than zero, such as 7d");
        }
        if (!language.equals("en") && !language.equals("de")) {
            throw new IllegalArgumentException("postseal.notify.language=" + language + " must be en or de");
        }
    }

    Optional<EmailAddress> from() {
        return address("sender", sender);
    }

    Optional<EmailAddress> otherwise() {
        return address("fallback", fallback);
    }

    Locale locale() {
        return Locale.of(language);
    }

    private static Optional<EmailAddress> address(String name, @Nullable String value) {
        try {
            return value == null || value.isBlank() ? Optional.empty() : Optional.of(EmailAddress.parse(value.strip()));
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(
                    "postseal.notify." + name + "=" + value + " must be a mail address, such as postseal@example.com",
                    e);
        }
    }
}
