package dev.postseal.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import dev.postseal.inbound.SmtpListener;
import dev.postseal.inbound.SmtpTalk;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The way of a message through the whole product: handed in by SMTP, asked about by REST. */
abstract class PathTest extends ApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private SmtpListener listener;

    /** Hands in a message and returns its delivery once it has left the given states. */
    JsonNode sent(String recipient, String... notThese) throws Exception {
        hand(recipient);
        return settled(recipient, notThese);
    }

    void hand(String recipient) {
        try (SmtpTalk client = new SmtpTalk(listener.addresses().getFirst())) {
            client.reply();
            client.say("EHLO client.example");
            client.say("MAIL FROM:<sender@postseal.test>");
            client.say("RCPT TO:<" + recipient + ">");
            client.say("DATA");
            assertThat(client.say("Subject: to " + recipient + "\r\n\r\nbody\r\n."))
                    .startsWith("250 2.0.0");
        }
    }

    JsonNode settled(String recipient, String... notThese) throws Exception {
        List<String> passing = notThese.length == 0 ? List.of("queued", "delivering") : List.of(notThese);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode items =
                    get("/api/v1/deliveries?recipient=" + recipient).json().get("items");
            if (!items.isEmpty() && !passing.contains(items.get(0).get("state").asString())) {
                return get("/api/v1/deliveries/" + items.get(0).get("id").asString())
                        .json();
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("no outcome for " + recipient + " within " + PATIENCE);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    static JsonNode lastAttempt(JsonNode delivery) {
        return delivery.get("attempts").get(delivery.get("attempts").size() - 1);
    }

    /** Creates or replaces the entry of this target, which is in force when this returns. */
    void policy(String target, String policy, String parameters) throws Exception {
        Answer answer = put(
                "/api/v1/policies/by-target/"
                        + java.net.URLEncoder.encode(target, java.nio.charset.StandardCharsets.UTF_8),
                "{\"target\": \"%s\", \"policy\": \"%s\", \"parameters\": \"%s\"}"
                        .formatted(target, policy, parameters));
        assertThat(answer.status()).as(answer.http().body()).isIn(200, 201);
    }
}
