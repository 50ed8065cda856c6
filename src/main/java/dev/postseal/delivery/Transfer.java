package dev.postseal.delivery;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.smtp.CommandGate;
import dev.postseal.smtp.Envelope;
import dev.postseal.smtp.GateClosedException;
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
     * @throws GateClosedException nothing was sent; the session is closed
     */
    boolean run() throws GateClosedException {
        List<Recipient> recipients = results.open();
        TransactionResult result = send(recipients);
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

    private TransactionResult send(List<Recipient> recipients) throws GateClosedException {
        var envelope = new Envelope(
                message.from(),
                recipients.stream().map(Recipient::address).toList(),
                message.size(),
                message.eightBit(),
                message.utf8());
        try {
            return session.session().connection().send(envelope, message.content()::get, gate);
        } catch (GateClosedException e) {
            session.session().connection().quit();
            throw e;
        }
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
        // A server that had hung up a kept session says so in answer to whatever comes next.
        connectionBroke |= reply.code() == 421 && session.messages() > 0;
        return reply.isTransient()
                ? new DeliveryOutcome.Deferred(status(reply, 4), reason, reply)
                : new DeliveryOutcome.Bounced(status(reply, 5), reason, reply);
    }

    private DeliveryOutcome failed(SmtpFailure failure) {
        connectionBroke |= failure instanceof SmtpFailure.ConnectionLost || failure instanceof SmtpFailure.TimedOut;
        return new DeliveryOutcome.Deferred(failure.status(), failure.reason(), null);
    }

    private static EnhancedStatus status(SmtpReply reply, int statusClass) {
        return reply.enhanced().orElseGet(() -> new EnhancedStatus(statusClass, 0, 0));
    }
}
