package dev.postseal.web.deliveries;

import dev.postseal.delivery.Attempt;
import dev.postseal.delivery.AttemptRecord;
import dev.postseal.delivery.Delivery;
import dev.postseal.delivery.DeliveryOutcome;
import dev.postseal.delivery.TlsRecord;
import dev.postseal.explanation.AttemptExplanation;
import dev.postseal.explanation.Sentence;
import dev.postseal.explanation.Topic;
import dev.postseal.mail.SmtpReply;
import dev.postseal.texts.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A failed attempt as plain text for the partner's postmaster: what was tried when, what was demanded, what was found and
 * what would mend it. It names the recipient's domain, never a person. In the administrator's language, and in English too:
 * which of them the partner reads is not known.
 */
@Component("letters")
class PartnerLetter {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Our own way out, or our own name servers. */
    private static final Set<String> OURS =
            Set.of("smtp.source-failed", "dns.no-trusted-root", "dns.unreachable", "dns.interrupted");

    private final Texts texts;

    PartnerLetter(Texts texts) {
        this.texts = texts;
    }

    /** Null when there is nothing a partner could do: delivered, or stopped by ourselves. */
    public @Nullable String of(Delivery delivery, Attempt attempt) {
        DeliveryOutcome outcome = attempt.record().outcome();
        return outcome instanceof DeliveryOutcome.Delivered
                        || isOurs(outcome.reason().code())
                ? null
                : inEveryLanguage(attempt.record(), domain(delivery));
    }

    private String inEveryLanguage(AttemptRecord attempt, String domain) {
        return Stream.of(texts.language(), Locale.ENGLISH)
                .map(Locale::getLanguage)
                .distinct()
                .map(language -> new Writer(attempt, texts.in(Locale.of(language))).write(domain))
                .collect(Collectors.joining("\n" + "-".repeat(72) + "\n\n"));
    }

    /** The sentences for the page: what the texts above and below do not say already. */
    public List<Sentence> sentences(Attempt attempt) {
        return AttemptExplanation.of(attempt.record(), texts).stream()
                .filter(sentence -> sentence.topic() != Topic.BEFORE)
                .toList();
    }

    private static boolean isOurs(String code) {
        return code.startsWith("policy.")
                || code.startsWith("delivery.")
                || code.startsWith("engine.")
                || OURS.contains(code);
    }

    private static String domain(Delivery delivery) {
        return delivery.recipient().substring(delivery.recipient().lastIndexOf('@') + 1);
    }

    /** One letter in the making. */
    private static final class Writer {
        private final AttemptRecord attempt;
        private final Texts texts;
        private final List<Sentence> sentences;
        private final StringBuilder text = new StringBuilder();

        Writer(AttemptRecord attempt, Texts texts) {
            this.attempt = attempt;
            this.texts = texts;
            this.sentences = AttemptExplanation.of(attempt, texts);
        }

        String write(String domain) {
            boolean forGood = attempt.outcome() instanceof DeliveryOutcome.Bounced;
            text.append(texts.of(forGood ? "letter.opening.bounced" : "letter.opening.deferred", domain))
                    .append("\n");
            line("letter.when", SECOND.format(attempt.startedAt()));
            if (attempt.mxHost() != null) {
                line("letter.server", AttemptExplanation.where(attempt.mxHost(), attempt.address(), attempt.port()));
            }
            paragraph("letter.failed", Topic.OUTCOME);
            line("letter.status", attempt.outcome().status().toString());
            reply(attempt.outcome().reply());
            paragraph("letter.remedy", Topic.REMEDY);
            paragraph("letter.demand", Topic.POLICY, Topic.DEMAND);
            paragraph("letter.dns", Topic.DNS);
            session(attempt.tls());
            paragraph("letter.before", Topic.BEFORE);
            return text.toString();
        }

        private void session(@Nullable TlsRecord tls) {
            if (tls != null) {
                line("letter.tls", tls.version() + ", " + tls.cipher());
                if (tls.serverName() != null) {
                    line("letter.sni", tls.serverName());
                }
                if (tls.peer() != null) {
                    certificate(tls.peer());
                }
            }
        }

        private void certificate(TlsRecord.Peer peer) {
            line("letter.subject", peer.subject());
            line("letter.names", String.join(", ", peer.names()));
            line("letter.issuer", peer.issuer());
            line("letter.valid", dated(peer.notBefore()) + " – " + dated(peer.notAfter()));
            line("letter.sha256", peer.sha256());
            line("letter.spki", peer.spkiSha256());
        }

        private void reply(@Nullable SmtpReply reply) {
            if (reply != null) {
                line("letter.reply", reply.toString());
            }
        }

        private void paragraph(String heading, Topic... topics) {
            List<String> said = sentences.stream()
                    .filter(sentence -> List.of(topics).contains(sentence.topic()))
                    .map(Sentence::text)
                    .toList();
            if (!said.isEmpty()) {
                text.append("\n").append(texts.of(heading)).append("\n");
                said.forEach(sentence -> text.append(sentence).append("\n"));
            }
        }

        private void line(String heading, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                text.append(texts.of(heading)).append(" ").append(value).append("\n");
            }
        }

        private static String dated(@Nullable Instant moment) {
            return moment == null ? "?" : SECOND.format(moment);
        }
    }
}
