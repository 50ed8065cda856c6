package dev.postseal.api.deliveries;

import dev.postseal.api.texts.Times;
import dev.postseal.delivery.AppliedPolicy;
import dev.postseal.delivery.Attempt;
import dev.postseal.delivery.AttemptRecord;
import dev.postseal.delivery.DeliveryOutcome;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.SmtpReply;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt as the API writes it. */
@Schema(name = "Attempt")
record AttemptJson(
        @Schema(format = "date-time") String startedAt,
        long durationMs,
        String node,

        @Schema(description = "Null: failed before any host was known.", nullable = true) @Nullable String mxHost,

        @Nullable String address,
        @Nullable Integer port,

        @Schema(description = "The entry's id; null: the default policy.", nullable = true) @Nullable Long policyId,

        @Nullable String policyTarget,
        @Nullable String policy,

        @Schema(description = "After DANE's rules.", nullable = true) @Nullable String effectiveLevel,

        @Schema(description = "Filled whenever the handshake was completed.", nullable = true) @Nullable TlsJson tls,

        @Schema(allowableValues = {"delivered", "deferred", "bounced"})
        String outcome,

        @Schema(description = "Enhanced status code, the server's or our own.", example = "4.7.5")
        String status,

        @Schema(nullable = true) @Nullable Reply reply,
        ReasonJson reason,
        @Nullable Long policyRevision,
        @Schema(description = "1 for the first.") int number,

        @Schema(description = "Hosts tried before the one that settled the attempt, in the order tried.")
        List<TriedJson> tried,

        @Schema(
                description = "The dialogue with the server that settled it, one line each: > ours, < the server's."
                        + " Without the message; empty when there was none.")
        String transcript) {

    /** What a server replied. */
    @Schema(name = "Reply")
    record Reply(
            @Schema(example = "550") int code,

            @Schema(example = "5.1.1", nullable = true) @Nullable String enhanced,

            String text) {
        static @Nullable Reply of(@Nullable SmtpReply reply) {
            return reply == null
                    ? null
                    : new Reply(
                            reply.code(),
                            reply.enhanced().map(EnhancedStatus::toString).orElse(null),
                            reply.text());
        }
    }

    static AttemptJson of(Attempt attempt, Texts texts) {
        AttemptRecord facts = attempt.record();
        AppliedPolicy policy = facts.policy();
        DeliveryOutcome outcome = facts.outcome();
        return new AttemptJson(
                Times.text(facts.startedAt()),
                facts.duration().toMillis(),
                attempt.node(),
                facts.mxHost(),
                facts.address(),
                facts.port(),
                policy == null ? null : id(policy.id()),
                policy == null ? null : policy.target(),
                policy == null ? null : policy.level().text(),
                policy == null ? null : policy.effectiveLevel().text(),
                TlsJson.of(facts.tls()),
                name(outcome),
                outcome.status().toString(),
                Reply.of(outcome.reply()),
                new ReasonJson(outcome.reason().code(), texts.of(outcome.reason())),
                policy == null ? null : policy.revision(),
                attempt.number(),
                facts.tried().stream().map(host -> TriedJson.of(host, texts)).toList(),
                facts.transcript());
    }

    private static @Nullable Long id(@Nullable String id) {
        return id == null ? null : Long.valueOf(id);
    }

    private static String name(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> "delivered";
            case DeliveryOutcome.Deferred deferred -> "deferred";
            case DeliveryOutcome.Bounced bounced -> "bounced";
        };
    }
}
