package dev.postseal.delivery;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.smtp.CommandGate;
import dev.postseal.smtp.Envelope;
import dev.postseal.smtp.GateClosedException;
import dev.postseal.smtp.Phase;
import dev.postseal.smtp.RecipientOutcome;
import dev.postseal.smtp.SmtpFailure;
import dev.postseal.smtp.TransactionResult;
import java.time.Clock;
import java.util.List;

/** One message over one open session, for whoever is still open. */
final class Transfer {
    private final OutgoingMessage message;
    private final PassResults results;
    private final KeptSession session;
    private final CommandGate gate;
    private final Clock clock;
    private boolean connectionBroke;
    private boolean hungUp;

    Transfer(OutgoingMessage message, PassResults results, KeptSession session, CommandGate gate, Clock clock) {
        this.message = message;
        this.results = results;
        this.session = session;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * Returns whether the session can carry another message.
     *
     * @throws GateClosedException nothing was sent
     */
    boolean run() throws GateClosedException {
        List<Recipient> recipients = results.open();
        TransactionResult result = send(recipients);
        hungUp = session.messages() > 0 && result.outcomes().stream().allMatch(Transfer::isFarewell);
        if (hungUp) {
            return false;
        }
        for (int i = 0; i < recipients.size(); i++) {
            DeliveryOutcome outcome = outcome(result.outcomes().get(i));
            results.add(
                    new Trial(
                            session.endpoint(),
                            session.policy(),
                            session.session().tls(),
                            outcome,
                            session.session().connection().transcript()),
                    List.of(recipients.get(i)),
                    clock.instant());
        }
        return result.reusable();
    }

    /** Whether the connection was lost, or the server fell silent. */
    boolean connectionBroke() {
        return connectionBroke;
    }

    /**
     * Whether a kept session had ended before this message began: that says nothing about the message or the host, and
     * is not among the results.
     */
    boolean hungUp() {
        return hungUp;
    }

    /** A server that ended an idle session says so in answer to MAIL, or is gone. */
    private static boolean isFarewell(RecipientOutcome outcome) {
        return switch (outcome) {
            case RecipientOutcome.Refused(var phase, var reply) -> phase == Phase.MAIL && reply.code() == 421;
            case RecipientOutcome.Failed(var failure) -> failure.phase() == Phase.MAIL && isSilence(failure);
            case RecipientOutcome.Accepted accepted -> false;
            case RecipientOutcome.Unsuitable unsuitable -> false;
        };
    }

    private static boolean isSilence(SmtpFailure failure) {
        return failure instanceof SmtpFailure.ConnectionLost || failure instanceof SmtpFailure.TimedOut;
    }

    private TransactionResult send(List<Recipient> recipients) throws GateClosedException {
        var envelope = new Envelope(
                message.from(),
                recipients.stream().map(Recipient::address).toList(),
                message.size(),
                message.eightBit(),
                message.utf8());
        return session.session().connection().send(envelope, message.content()::get, gate);
    }

    private DeliveryOutcome outcome(RecipientOutcome outcome) {
        String host = session.endpoint().host();
        return switch (outcome) {
            case RecipientOutcome.Accepted(var reply) -> new DeliveryOutcome.Delivered(status(reply, 2), reply);
            case RecipientOutcome.Refused(var phase, var reply) ->
                refused(reply, Reason.of("smtp.refused", host, phase.text(), reply));
            case RecipientOutcome.Unsuitable(var status, var reason) ->
                status.statusClass() == 5
                        ? new DeliveryOutcome.Bounced(status, reason, null)
                        : new DeliveryOutcome.Deferred(status, reason, null);
            case RecipientOutcome.Failed(var failure) -> failed(failure);
        };
    }

    private DeliveryOutcome refused(SmtpReply reply, Reason reason) {
        return reply.isTransient()
                ? new DeliveryOutcome.Deferred(status(reply, 4), reason, reply)
                : new DeliveryOutcome.Bounced(status(reply, 5), reason, reply);
    }

    private DeliveryOutcome failed(SmtpFailure failure) {
        connectionBroke |= isSilence(failure);
        return new DeliveryOutcome.Deferred(failure.status(), failure.reason(), null);
    }

    private static EnhancedStatus status(SmtpReply reply, int statusClass) {
        return reply.enhanced().orElseGet(() -> new EnhancedStatus(statusClass, 0, 0));
    }
}
