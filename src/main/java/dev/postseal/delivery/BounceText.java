package dev.postseal.delivery;

import dev.postseal.mail.Reason;
import java.time.Instant;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The words of a bounce, in plain English, which is what a sender anywhere is most likely to read. */
@Component
class BounceText {
    private static final Locale LANGUAGE = Locale.ENGLISH;

    private final MessageSource texts;

    BounceText(MessageSource texts) {
        this.texts = texts;
    }

    String sender() {
        return text("mail.bounce.sender");
    }

    String subject() {
        return text("mail.bounce.subject");
    }

    String introduction(String host, Instant arrived) {
        return text("mail.bounce.introduction", host, ReceivedHeader.DATE.format(arrived));
    }

    String recipient(FailedRecipient failed) {
        String key = failed.expired() ? "mail.bounce.expired" : "mail.bounce.failed";
        return text(key, failed.address().toString(), reason(failed.reason()));
    }

    String conclusion() {
        return text("mail.bounce.conclusion");
    }

    /** The reason in words; its key and facts where there are no words for it. */
    private String reason(Reason reason) {
        Object[] facts = reason.arguments().toArray();
        String bare = (reason.code() + " " + String.join(" ", reason.arguments())).strip();
        String found = texts.getMessage("reason." + reason.code(), facts, null, LANGUAGE);
        return found == null ? bare : found;
    }

    private String text(String key, Object... facts) {
        return texts.getMessage(key, facts, LANGUAGE);
    }
}
