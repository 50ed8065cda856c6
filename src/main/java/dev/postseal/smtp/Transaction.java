package dev.postseal.smtp;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message on one session. */
final class Transaction {
    /** Commands under way at a time: their replies must fit into our receive buffer while we still write. */
    private static final int WINDOW = 50;

    private final Dialogue dialogue;
    private final Extensions offered;
    private final Envelope envelope;
    private final MessageSource message;
    private final CommandGate gate;
    private final @Nullable RecipientOutcome[] outcomes;
    private boolean closing;
    private boolean begun;

    Transaction(Dialogue dialogue, Extensions offered, Envelope envelope, MessageSource message, CommandGate gate) {
        this.dialogue = dialogue;
        this.offered = offered;
        this.envelope = envelope;
        this.message = message;
        this.gate = gate;
        this.outcomes = new RecipientOutcome[envelope.recipients().size()];
    }

    TransactionResult run() throws GateClosedException {
        RecipientOutcome.@Nullable Unsuitable unsuitable = unsuitable();
        if (unsuitable != null) {
            settle(unsuitable);
            return result();
        }
        try {
            if (offered.pipelining()) {
                pipelined();
            } else {
                lockstep();
            }
            abortIfOpen();
        } catch (SmtpException e) {
            settle(new RecipientOutcome.Failed(e.failure()));
        }
        return result();
    }

    /** Nobody was left to send to: the server still waits for DATA, and would refuse the next message's MAIL. */
    private void abortIfOpen() {
        if (!begun || closing) {
            return;
        }
        try {
            closing = !isSuccess(dialogue.command(Phase.RSET, "RSET"));
        } catch (SmtpException e) {
            closing = true;
        }
    }

    private RecipientOutcome.@Nullable Unsuitable unsuitable() {
        if (envelope.needsUtf8() && !offered.smtpUtf8()) {
            return new RecipientOutcome.Unsuitable(EnhancedStatus.of("5.6.7"), Reason.of("smtp.no-smtputf8"));
        }
        long limit = offered.sizeLimit().orElse(Long.MAX_VALUE);
        return envelope.size() > limit
                ? new RecipientOutcome.Unsuitable(
                        EnhancedStatus.of("5.3.4"), Reason.of("smtp.too-large", envelope.size(), limit))
                : null;
    }

    private void lockstep() throws SmtpException, GateClosedException {
        dialogue.send(Phase.MAIL, List.of(mailCommand()), gate);
        if (!takeMail(dialogue.read(Phase.MAIL))) {
            return;
        }
        for (int i = 0; i < outcomes.length; i++) {
            takeRcpt(i, dialogue.command(Phase.RCPT, rcptCommand(i)));
        }
        if (anyPending()) {
            takeData(dialogue.command(Phase.DATA, "DATA"));
        }
    }

    private void pipelined() throws SmtpException, GateClosedException {
        int sent = 0;
        boolean mailSent = false;
        while (sent < outcomes.length) {
            int until = Math.min(outcomes.length, sent + WINDOW);
            dialogue.send(Phase.MAIL, window(sent, until, !mailSent), mailSent ? CommandGate.OPEN : gate);
            if (!mailSent) {
                takeMail(dialogue.read(Phase.MAIL));
                mailSent = true;
            }
            for (int i = sent; i < until; i++) {
                takeRcpt(i, dialogue.read(Phase.RCPT));
            }
            sent = until;
        }
        SmtpReply data = dialogue.read(Phase.DATA);
        if (data.code() / 100 == 3 && !anyPending()) {
            // DATA was under way when the last recipient was refused: RFC 2920 section 3.1 asks for an empty message.
            dialogue.command(Phase.END_OF_DATA, ".");
            begun = false;
        } else if (anyPending()) {
            takeData(data);
        }
    }

    private List<String> window(int from, int until, boolean withMail) {
        var commands = new ArrayList<String>();
        if (withMail) {
            commands.add(mailCommand());
        }
        for (int i = from; i < until; i++) {
            commands.add(rcptCommand(i));
        }
        if (until == outcomes.length) {
            commands.add("DATA");
        }
        return commands;
    }

    private boolean takeMail(SmtpReply reply) throws SmtpException {
        noteClosing(Phase.MAIL, reply);
        if (!isSuccess(reply)) {
            settle(new RecipientOutcome.Refused(Phase.MAIL, reply));
            return false;
        }
        begun = true;
        return true;
    }

    private void takeRcpt(int index, SmtpReply reply) throws SmtpException {
        noteClosing(Phase.RCPT, reply);
        if (!isSuccess(reply) && outcomes[index] == null) {
            outcomes[index] = new RecipientOutcome.Refused(Phase.RCPT, reply);
        }
    }

    private void takeData(SmtpReply reply) throws SmtpException {
        noteClosing(Phase.DATA, reply);
        if (reply.code() >= 400) {
            settle(new RecipientOutcome.Refused(Phase.DATA, reply));
            return;
        }
        if (reply.code() < 300) {
            throw dialogue.unexpected(Phase.DATA, reply);
        }
        dialogue.sendBody(message);
        SmtpReply end = dialogue.read(Phase.END_OF_DATA);
        begun = false;
        noteClosing(Phase.END_OF_DATA, end);
        settle(
                isSuccess(end)
                        ? new RecipientOutcome.Accepted(end)
                        : new RecipientOutcome.Refused(Phase.END_OF_DATA, end));
    }

    private static boolean isSuccess(SmtpReply reply) {
        return reply.code() < 300;
    }

    private void noteClosing(Phase phase, SmtpReply reply) throws SmtpException {
        if (phase != Phase.DATA && reply.code() / 100 == 3) {
            throw dialogue.unexpected(phase, reply);
        }
        closing |= reply.code() == 421;
    }

    private boolean anyPending() {
        return Arrays.asList(outcomes).contains(null);
    }

    private void settle(RecipientOutcome outcome) {
        Collections.replaceAll(Arrays.<@Nullable RecipientOutcome>asList(outcomes), null, outcome);
    }

    private TransactionResult result() {
        var settled = new ArrayList<RecipientOutcome>();
        for (RecipientOutcome outcome : outcomes) {
            if (outcome != null) {
                settled.add(outcome);
            }
        }
        return new TransactionResult(settled, !closing && !dialogue.isClosed());
    }

    private String mailCommand() {
        var command = new StringBuilder("MAIL FROM:<").append(sender()).append('>');
        if (offered.size() && envelope.size() > 0) {
            command.append(" SIZE=").append(envelope.size());
        }
        if (offered.eightBitMime() && (envelope.eightBit() || envelope.needsUtf8())) {
            command.append(" BODY=8BITMIME");
        }
        if (envelope.needsUtf8()) {
            command.append(" SMTPUTF8");
        }
        return command.toString();
    }

    private String sender() {
        EmailAddress address = envelope.sender().address();
        return address == null ? "" : spell(address);
    }

    private String rcptCommand(int index) {
        return "RCPT TO:<" + spell(envelope.recipients().get(index)) + ">";
    }

    /** An international domain goes out in A-labels unless the whole transaction is SMTPUTF8. */
    private String spell(EmailAddress address) {
        boolean ascii = address.domain().chars().allMatch(c -> c < 128);
        return ascii || envelope.needsUtf8() ? address.toString() : address.canonical();
    }
}
