package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueTest {
    private final QueueFixture queue = new QueueFixture();

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void acceptedMessageIsThereForEveryRecipientOnce() {
        Accepted accepted = queue.accept("sender@example.org", "a@example.net", "b@Example.com", "a@EXAMPLE.net");

        assertThat(accepted.deliveries())
                .extracting(delivery -> delivery.recipient().toString())
                .containsExactly("a@example.net", "b@Example.com");
        Delivery delivery = queue.delivery(accepted, 1);
        assertThat(delivery.state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(delivery.nexthop()).isEqualTo("example.com");
        assertThat(delivery.messageId()).isEqualTo(accepted.messageId());
        assertThat(delivery.queuedAt()).isEqualTo(queue.clock.instant());
        assertThat(delivery.lastReason()).isNull();
    }

    @Test
    void contentComesOutWithTraceHeaderAndCanonicalLineEnds() throws IOException {
        Accepted accepted =
                queue.acceptText("s@example.org", "Subject: x\n\nbare\nstray\rreturn\r\n.dot", "a@example.net");

        OutgoingMessage outgoing = queue.node("n").claim().getFirst().outgoing();

        String content = new String(outgoing.content().get().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(content)
                .isEqualTo("Received: from client.example ([127.0.0.1])\r\n"
                        + "\tby mail.postseal.test (Postseal) with ESMTP id " + accepted.messageId() + ";\r\n"
                        + "\tSun, 1 Mar 2026 08:00:00 +0000\r\n"
                        + "Subject: x\r\n\r\nbare\r\nstray return\r\n.dot\r\n");
        assertThat(outgoing.size()).isEqualTo(content.length());
        assertThat(outgoing.eightBit()).isFalse();
    }

    @Test
    void eightBitContentAndInternationalAddressesAreNoticed() {
        queue.acceptText("s@example.org", "Subject: x\r\n\r\nGrüße\r\n", "jürgen@example.net");

        OutgoingMessage message = queue.node("n").claim().getFirst().outgoing();

        assertThat(message.eightBit()).isTrue();
        assertThat(message.utf8()).isTrue();
    }

    @Test
    void nothingIsAcceptedWhenTheSenderGoesAwayMidway() {
        InputStream broken = new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                if (read++ > 400_000) {
                    throw new IOException("gone");
                }
                return 'x';
            }
        };
        var message = new IncomingMessage(
                ReversePath.NULL, List.of(EmailAddress.parse("a@example.net")), broken, false, new Origin.Bounce("x"));

        assertThatThrownBy(() -> queue.queue.accept(message))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(queue.count("message")).isZero();
        assertThat(queue.count("message_chunk")).isZero();
    }

    @Test
    void nothingIsAcceptedWhenTheDatabaseRefusesOneRow() {
        queue.jdbc
                .sql("ALTER TABLE delivery ADD CHECK (recipient <> 'b@example.net')")
                .update();

        assertThatThrownBy(() -> queue.accept("s@example.org", "a@example.net", "b@example.net"))
                .isInstanceOf(QueueUnavailableException.class);
        assertThat(queue.count("message")).isZero();
        assertThat(queue.count("delivery")).isZero();
    }

    @Test
    void messageGoingRoundInCirclesIsRefused() {
        String received = "Received: from a by b; Sun, 1 Mar 2026 08:00:00 +0000\r\n";
        String end = "Subject: x\r\n\r\nReceived: not a header\r\n";

        assertThat(queue.acceptText("s@example.org", received.repeat(50) + end, "a@example.net")
                        .deliveries())
                .hasSize(1);
        assertThatThrownBy(() -> queue.acceptText("s@example.org", received.repeat(51) + end, "a@example.net"))
                .isInstanceOf(MailLoopException.class);
    }

    @Test
    void fiftyMegabytesGoThroughInPieces() throws IOException {
        int size = 50 * 1024 * 1024;
        var message = new IncomingMessage(
                ReversePath.NULL,
                List.of(EmailAddress.parse("a@example.net")),
                new Lines(size),
                false,
                new Origin.Bounce("x"));

        queue.queue.accept(message);

        OutgoingMessage outgoing = queue.node("n").claim().getFirst().outgoing();
        assertThat(outgoing.size()).isGreaterThan(size);
        assertThat(queue.jdbc
                        .sql("SELECT max(octet_length(data)) FROM message_chunk")
                        .query(Integer.class)
                        .single())
                .isEqualTo(MessageStore.CHUNK);
        try (InputStream content = outgoing.content().get()) {
            assertThat(content.transferTo(OutputStream.nullOutputStream())).isEqualTo(outgoing.size());
        }
    }

    @Test
    void contentIsGoneWhenTheLastRecipientIsSettled() {
        queue.carrier.say(to -> to.startsWith("b") ? ScriptedCarrier.DEFERRED : ScriptedCarrier.DELIVERED);
        queue.accept("s@example.org", "a@example.net", "b@example.net");

        queue.node("n").work();
        assertThat(queue.count("message_chunk")).isEqualTo(1);

        queue.carrier.say(ScriptedCarrier.DELIVERED);
        queue.clock.advance(Duration.ofMinutes(5));
        queue.node("n").work();
        assertThat(queue.count("message_chunk")).isZero();
        assertThat(queue.count("message")).isEqualTo(1);
    }

    /** Lines of 80 characters without an array of them all. */
    private static final class Lines extends InputStream {
        private final int size;
        private int read;

        Lines(int size) {
            this.size = size;
        }

        @Override
        public int read() {
            if (read >= size) {
                return -1;
            }
            int column = read++ % 80;
            return column == 78 ? '\r' : column == 79 ? '\n' : 'x';
        }
    }
}
