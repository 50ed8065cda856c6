package dev.postseal.delivery;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Accepts messages into the database: spools first, then stores all of it in one short transaction. */
@Component
class StoredQueue implements Queue {
    /** As Postfix's hopcount_limit. */
    private static final int MAX_HOPS = 50;

    private static final Logger log = LoggerFactory.getLogger(StoredQueue.class);

    private final MessageStore messages;
    private final TransactionTemplate transaction;
    private final MessageIds ids;
    private final ReceivedHeader received;
    private final QueueSignal signal;
    private final SpoolDirectory spools;

    StoredQueue(
            MessageStore messages,
            TransactionTemplate transaction,
            HelloName helloName,
            QueueSignal signal,
            SpoolDirectory spools,
            Clock clock) {
        this.messages = messages;
        this.transaction = transaction;
        this.ids = new MessageIds(clock);
        this.received = new ReceivedHeader(helloName.text(), clock);
        this.signal = signal;
        this.spools = spools;
    }

    @Override
    public Accepted accept(IncomingMessage message) throws IOException {
        String id = ids.next();
        InputStream header =
                new ByteArrayInputStream(received.text(message.origin(), id).getBytes(StandardCharsets.UTF_8));
        try (Spool spool = Spool.of(spools, new SequenceInputStream(header, message.content()))) {
            int hops = spool.receivedFields() - 1; // ours does not count
            if (hops > MAX_HOPS) {
                throw new MailLoopException(hops);
            }
            Accepted accepted = store(id, message, spool);
            signal.raise();
            logAccepted(message, accepted, spool.size());
            return accepted;
        }
    }

    private Accepted store(String id, IncomingMessage message, Spool spool) throws IOException {
        var stored = new NewMessage(
                id, message.from(), spool.size(), spool.eightBit(), needsUtf8(message, spool), message.origin());
        try {
            return transaction.execute(status -> {
                try (InputStream content = spool.open()) {
                    return messages.insert(stored, message.recipients(), content);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DataAccessException | TransactionException e) {
            throw new QueueUnavailableException(e);
        }
    }

    /** Demanded of the next server only when something needs it, whatever the sender declared (Postfix: SMTPUTF8_README). */
    private static boolean needsUtf8(IncomingMessage message, Spool spool) {
        ReversePath from = message.from();
        return (message.smtpUtf8() && spool.eightBitHeader())
                || (from.address() != null && from.address().needsUtf8())
                || message.recipients().stream().anyMatch(EmailAddress::needsUtf8);
    }

    private static void logAccepted(IncomingMessage message, Accepted accepted, long size) {
        log.info(
                "{}: accepted from=<{}> size={} recipients={}",
                accepted.messageId(),
                message.from(),
                size,
                accepted.deliveries().size());
    }
}
