package dev.postseal.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.Delivery;
import dev.postseal.delivery.DeliveryQuery;
import dev.postseal.delivery.DeliveryState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The promise of 250, from the socket to the table. */
@SpringBootTest(
        properties = {
            "postseal.smtp.listen=127.0.0.1:0",
            "postseal.delivery.enabled=false",
            "postseal.delivery.hello-name=mail.postseal.test",
            "postseal.delivery.routes[routed.example]=[relay.example]:587"
        })
class SmtpToQueueTest {
    @Autowired
    private SmtpListener listener;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void allowAgain() {
        jdbc.sql("ALTER TABLE delivery DROP CONSTRAINT IF EXISTS refuse").update();
    }

    @Test
    void acceptedMessageIsInTheQueueWithItsTrace() {
        try (SmtpTalk client = new SmtpTalk(listener.addresses().getFirst())) {
            client.upToData();

            String reply = client.say("Subject: x\r\n\r\nbare\nline\r\n.");

            String id = reply.replace("250 2.0.0 Ok: queued as ", "");
            Delivery delivery = deliveries
                    .find(new DeliveryQuery(null, null, null, id, 0, 10))
                    .items()
                    .getFirst();
            assertThat(delivery.state()).isEqualTo(DeliveryState.QUEUED);
            assertThat(delivery.envelopeFrom()).isEqualTo("s@example.org");
            assertThat(delivery.recipient()).isEqualTo("a@example.net");
            assertThat(content(id))
                    .startsWith("Received: from client.example ([127.0.0.1])\r\n\tby mail.postseal.test (Postseal)"
                            + " with ESMTP id " + id + ";\r\n\t")
                    .endsWith("\r\nSubject: x\r\n\r\nbare\r\nline\r\n");
        }
    }

    @Test
    void recipientDomainIsRouted() {
        try (SmtpTalk client = new SmtpTalk(listener.addresses().getFirst())) {
            client.reply();
            client.say("EHLO c");
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<a@Routed.example>");
            client.say("DATA");
            client.say(".");

            assertThat(deliveries
                            .find(new DeliveryQuery("a@routed.example", null, null, null, 0, 10))
                            .items())
                    .extracting(Delivery::nexthop)
                    .containsExactly("[relay.example]:587");
        }
    }

    @Test
    void whatIsNotCommittedIsAnsweredWith451() {
        long before = messages();
        jdbc.sql("ALTER TABLE delivery ADD CONSTRAINT refuse CHECK (recipient <> 'a@example.net') NOT VALID")
                .update();
        try (SmtpTalk client = new SmtpTalk(listener.addresses().getFirst())) {
            client.upToData();

            assertThat(client.say("Subject: x\r\n\r\nText\r\n."))
                    .isEqualTo("451 4.3.0 Temporary failure, nothing was accepted");
            assertThat(messages()).isEqualTo(before);
        }
    }

    @Test
    void messageGoingRoundInCirclesIsRefused() {
        try (SmtpTalk client = new SmtpTalk(listener.addresses().getFirst())) {
            client.upToData();

            assertThat(client.say("Received: by x; now\r\n".repeat(51) + "\r\n."))
                    .isEqualTo("554 5.4.6 Too many hops");
        }
    }

    private long messages() {
        return jdbc.sql("SELECT count(*) FROM message").query(Long.class).single();
    }

    private String content(String id) {
        byte[] data = jdbc.sql(
                        "SELECT data FROM message_chunk c JOIN message m ON m.id = c.message_id WHERE m.message_id = ?")
                .param(id)
                .query(byte[].class)
                .single();
        return new String(data, StandardCharsets.UTF_8);
    }
}
