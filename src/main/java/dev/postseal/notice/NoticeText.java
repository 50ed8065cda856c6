package dev.postseal.notice;

import dev.postseal.lookup.Following;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.texts.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What a notice says: about which entry, why it was made, when it ends, where it can be changed. */
@Component
class NoticeText {
    private static final int LONGEST_FACT = 240;

    private final Texts texts;
    private final DateTimeFormatter times;
    private final PolicyLookup lookup;
    private final String console;

    NoticeText(
            MessageSource messages,
            NoticeSettings settings,
            PolicyLookup lookup,
            @Value("${postseal.public-url:}") String console) {
        this.lookup = lookup;
        Locale locale = settings.locale();
        this.texts = new Texts(messages, () -> locale);
        this.times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG)
                .withLocale(locale)
                .withZone(ZoneId.systemDefault());
        this.console = console.strip().replaceAll("/+$", "");
    }

    String sender() {
        return texts.of("mail.notice.sender");
    }

    String subject(NoticeKind kind, PolicyEntry entry, Instant expiresAt) {
        return texts.of("mail.notice." + kind.text() + ".subject", entry.displayTarget(), times.format(expiresAt));
    }

    /** @param owner whether it goes to the owner, rather than to who is told in their place */
    String text(NoticeKind kind, PolicyEntry entry, Instant expiresAt, boolean owner) {
        String end = times.format(expiresAt);
        return String.join(
                "\n\n",
                texts.of("mail.notice." + kind.text() + ".introduction", entry.displayTarget(), end, following(entry)),
                texts.of(
                        "mail.notice.facts",
                        entry.displayTarget(),
                        fact(entry.line()),
                        fact(entry.reason()),
                        fact(entry.owner()),
                        end),
                console.isEmpty()
                        ? texts.of("mail.notice.no-link")
                        : texts.of("mail.notice.link", console + "/policies/" + entry.id()),
                texts.of(owner ? "mail.notice.to-owner" : "mail.notice.in-place"));
    }

    /** What applies from the end on: what the entry said before, another entry or the default policy. */
    private String following(PolicyEntry entry) {
        Following following = lookup.after(entry);
        return fact(texts.of("following." + following.code(), following.facts().toArray()));
    }

    /** One line, not too long for one in UTF-8 (RFC 5322 section 2.1.1), whatever somebody wrote. */
    private String fact(String value) {
        String line = value.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.isEmpty()) {
            return texts.of("mail.notice.nothing");
        }
        return line.codePointCount(0, line.length()) <= LONGEST_FACT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_FACT)) + "…";
    }
}
