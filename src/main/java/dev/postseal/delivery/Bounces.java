package dev.postseal.delivery;

import dev.postseal.delivery.BounceMessage.Subject;
import dev.postseal.delivery.MessageStore.NewMessage;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells senders what could not be delivered, through the same queue. The null sender is never told anything. */
@Component
class Bounces {
    private static final int MAX_HEADER = 64 * 1024;
    private static final Logger log = LoggerFactory.getLogger(Bounces.class);

    private final JdbcClient jdbc;
    private final MessageStore messages;
    private final BounceMessage composed;
    private final ReceivedHeader received;
    private final MessageIds ids;
    private final SpoolDirectory spools;
    private final Clock clock;

    Bounces(
            JdbcClient jdbc,
            MessageStore messages,
            BounceText words,
            HelloName helloName,
            SpoolDirectory spools,
            Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.composed = new BounceMessage(words, helloName.text());
        this.received = new ReceivedHeader(helloName.text(), clock);
        this.ids = new MessageIds(clock);
        this.spools = spools;
        this.clock = clock;
    }

    /** The message that failed, as far as its bounce needs it. */
    private record Original(String messageId, ReversePath from, long size, Instant arrived) {}

    /** Queues one bounce for all these recipients of a message, within the transaction that gives them up. */
    void send(long message, List<FailedRecipient> failed) {
        if (failed.isEmpty()) {
            return;
        }
        Original original = original(message);
        EmailAddress sender = original.from().address();
        if (sender == null) {
            log.info("{}: no bounce, because it has no sender", original.messageId());
            return;
        }
        try {
            queue(original, sender, header(message, original.size()), failed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void queue(Original original, EmailAddress sender, byte[] header, List<FailedRecipient> failed)
            throws IOException {
        String id = ids.next();
        var origin = new Origin.Bounce(original.messageId());
        var subject = new Subject(original.messageId(), sender, original.arrived(), header);
        byte[] report = composed.build(id, clock.instant(), subject, failed);
        InputStream content = new SequenceInputStream(
                new ByteArrayInputStream(received.text(origin, id).getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(report));
        try (Spool spool = Spool.of(spools, content);
                InputStream canonical = spool.open()) {
            boolean utf8 = sender.needsUtf8()
                    || failed.stream().anyMatch(one -> one.address().needsUtf8());
            var bounce = new NewMessage(id, ReversePath.NULL, spool.size(), spool.eightBit(), utf8, origin);
            messages.insert(bounce, List.of(sender), canonical);
        }
        log.info("{}: bounce of {} for {} recipients", id, original.messageId(), failed.size());
    }

    private Original original(long message) {
        return jdbc.sql("SELECT message_id, envelope_from, size, received_at FROM message WHERE id = ?")
                .param(message)
                .query((row, number) -> new Original(
                        row.getString("message_id"),
                        ReversePath.parse(row.getString("envelope_from")),
                        row.getLong("size"),
                        Timestamps.get(row, "received_at")))
                .single();
    }

    /** The header up to the empty line, or as many whole lines as are reasonable. */
    private byte[] header(long message, long size) throws IOException {
        try (InputStream content = messages.content(message, size)) {
            byte[] start = content.readNBytes(MAX_HEADER);
            int end = 0;
            for (int i = 1; i < start.length; i++) {
                if (start[i - 1] == '\r' && start[i] == '\n') {
                    if (i - 1 == end) {
                        break;
                    }
                    end = i + 1;
                }
            }
            return Arrays.copyOf(start, end);
        }
    }
}
