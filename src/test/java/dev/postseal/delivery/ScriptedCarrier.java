package dev.postseal.delivery;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Says of each recipient what the test wants, and remembers what it was given. */
final class ScriptedCarrier implements MessageCarrier {
    record Carried(OutgoingMessage message, NextHop nextHop, List<Recipient> recipients) {
        String content() {
            try (var in = message.content().get()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static final DeliveryOutcome DELIVERED =
            new DeliveryOutcome.Delivered(EnhancedStatus.of("2.0.0"), SmtpReply.of(250, "2.0.0 Ok: queued as 1"));
    static final DeliveryOutcome DEFERRED = new DeliveryOutcome.Deferred(
            EnhancedStatus.of("4.4.1"), Reason.of("connect.refused", "mx.example.net", "192.0.2.1"), null);
    static final DeliveryOutcome BOUNCED = new DeliveryOutcome.Bounced(
            EnhancedStatus.of("5.1.1"),
            Reason.of("smtp.refused", "550 5.1.1 no such user"),
            SmtpReply.of(550, "5.1.1 no such user"));

    final List<Carried> carried = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private volatile Function<String, DeliveryOutcome> script = address -> DELIVERED;

    ScriptedCarrier(Clock clock) {
        this.clock = clock;
    }

    void say(DeliveryOutcome outcome) {
        script = address -> outcome;
    }

    void say(Function<String, DeliveryOutcome> outcomes) {
        script = outcomes;
    }

    @Override
    public CarryResult carry(OutgoingMessage message, NextHop nextHop, List<Recipient> recipients) {
        carried.add(new Carried(message, nextHop, recipients));
        Map<Recipient, AttemptRecord> attempts = new HashMap<>();
        for (Recipient recipient : recipients) {
            attempts.put(recipient, attempt(script.apply(recipient.address().toString())));
        }
        return new CarryResult(attempts);
    }

    AttemptRecord attempt(DeliveryOutcome outcome) {
        return new AttemptRecord(
                clock.instant(),
                Duration.ofMillis(12),
                "mx.example.net",
                "192.0.2.1",
                25,
                null,
                null,
                outcome,
                List.of(),
                "");
    }
}
