package dev.postseal.delivery;

import dev.postseal.delivery.Accepted.AcceptedDelivery;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Messages and their content in the database. Every write here is part of a transaction that the caller opened. */
@Component
class MessageStore {
    static final int CHUNK = 256 * 1024;

    private final JdbcClient jdbc;
    private final Routes routes;
    private final Clock clock;

    MessageStore(JdbcClient jdbc, Routes routes, Clock clock) {
        this.jdbc = jdbc;
        this.routes = routes;
        this.clock = clock;
    }

    /** What is stored of a message beside its content. */
    record NewMessage(String messageId, ReversePath from, long size, boolean eightBit, boolean utf8, Origin origin) {}

    Accepted insert(NewMessage message, List<EmailAddress> recipients, InputStream content) throws IOException {
        OffsetDateTime now = Timestamps.of(clock.instant());
        long id = insertMessage(message, now);
        insertChunks(id, content);
        return new Accepted(message.messageId(), insertDeliveries(id, distinct(recipients), now));
    }

    /** Deletes the content once nobody needs it any more; the caller holds the locks of the messages. */
    void deleteContentIfDone(Collection<Long> messages) {
        jdbc.sql("""
                DELETE FROM message_chunk WHERE message_id = ANY (:ids) AND message_id NOT IN (
                    SELECT message_id FROM delivery WHERE message_id = ANY (:ids)
                    AND state || '' IN ('queued', 'delivering', 'deferred', 'held'))
                """)
                .param("ids", new SqlArrayValue("bigint", messages.toArray()))
                .update();
    }

    /** Makes outcomes of one message wait for each other, so that the last one knows that it is the last. */
    void lock(Collection<Long> messages) {
        jdbc.sql("SELECT id FROM message WHERE id = ANY (?) ORDER BY id FOR NO KEY UPDATE")
                .param(new SqlArrayValue("bigint", messages.toArray()))
                .query(Long.class)
                .list();
    }

    /** The content of a message of this many bytes, from its beginning. */
    InputStream content(long message, long size) {
        return new ChunkedContent(jdbc, message, size);
    }

    private long insertMessage(NewMessage message, OffsetDateTime now) {
        return jdbc.sql("""
                INSERT INTO message (message_id, envelope_from, size, eight_bit, smtp_utf8, received_at, source, peer)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """)
                .params(
                        message.messageId(),
                        message.from().toString(),
                        message.size(),
                        message.eightBit(),
                        message.utf8(),
                        now,
                        source(message.origin()),
                        peer(message.origin()))
                .query(Long.class)
                .single();
    }

    private void insertChunks(long message, InputStream content) throws IOException {
        byte[] chunk = content.readNBytes(CHUNK);
        for (int seq = 0; chunk.length > 0; seq++) {
            jdbc.sql("INSERT INTO message_chunk (message_id, seq, data) VALUES (?, ?, ?)")
                    .params(message, seq, chunk)
                    .update();
            chunk = content.readNBytes(CHUNK);
        }
    }

    private List<AcceptedDelivery> insertDeliveries(long message, List<EmailAddress> recipients, OffsetDateTime now) {
        var accepted = new ArrayList<AcceptedDelivery>();
        for (EmailAddress recipient : recipients) {
            long id = jdbc.sql("""
                    INSERT INTO delivery (message_id, recipient, nexthop, state, queued_at, next_attempt_at)
                    VALUES (?, ?, ?, 'queued', ?, ?) RETURNING id
                    """)
                    .params(message, recipient.toString(), routes.of(recipient).text(), now, now)
                    .query(Long.class)
                    .single();
            accepted.add(new AcceptedDelivery(id, recipient));
        }
        return accepted;
    }

    private static List<EmailAddress> distinct(List<EmailAddress> recipients) {
        Map<String, EmailAddress> byMailbox = new LinkedHashMap<>();
        recipients.forEach(recipient -> byMailbox.putIfAbsent(recipient.canonical(), recipient));
        return List.copyOf(byMailbox.values());
    }

    private static String source(Origin origin) {
        return switch (origin) {
            case Origin.Smtp smtp -> "smtp";
            case Origin.Api api -> "api";
            case Origin.Bounce bounce -> "bounce";
            case Origin.Notice notice -> "notice";
        };
    }

    private static String peer(Origin origin) {
        return switch (origin) {
            case Origin.Smtp smtp -> smtp.address().getHostAddress();
            case Origin.Api api -> api.account();
            case Origin.Bounce bounce -> bounce.originalMessageId();
            case Origin.Notice notice -> notice.about();
        };
    }
}
