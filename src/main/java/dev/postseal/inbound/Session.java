package dev.postseal.inbound;

import dev.postseal.inbound.Connection.Line;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client from greeting to good-bye (RFC 5321), on the thread that runs it. */
final class Session {
    private static final int MAX_ERRORS = 20;
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final InboundSettings settings;
    private final boolean mayRelay;
    private final String helloName;
    private final Reception reception;
    private final BooleanSupplier stopping;
    private final Envelope envelope = new Envelope();
    private int errors;
    private volatile boolean receiving;

    Session(
            Connection connection,
            InboundSettings settings,
            boolean mayRelay,
            String helloName,
            Reception reception,
            BooleanSupplier stopping) {
        this.connection = connection;
        this.settings = settings;
        this.mayRelay = mayRelay;
        this.helloName = helloName;
        this.reception = reception;
        this.stopping = stopping;
    }

    /** Whether a message is on its way, which deserves a little patience when we stop. */
    boolean isReceiving() {
        return receiving;
    }

    void run() {
        try {
            connection.write(Reply.of(220, helloName + " ESMTP Postseal"));
            converse();
        } catch (SocketTimeoutException e) {
            farewell(Reply.TIMEOUT);
        } catch (EOFException e) {
            farewell(stopping.getAsBoolean() ? Reply.STOPPING : null);
        } catch (IOException e) {
            log.debug("Client {} is gone: {}", connection.peer(), e.getMessage());
        }
    }

    private void converse() throws IOException {
        Reply reply = Reply.OK;
        while (reply.code() != 221 && reply.code() != 421) {
            reply = answer(connection.readLine(settings.commandTimeout()));
            errors += reply.isError() ? 1 : 0;
            connection.write(reply);
            if (errors >= MAX_ERRORS) {
                reply = Reply.TOO_MANY_ERRORS;
                connection.write(reply);
            } else if (stopping.getAsBoolean()) {
                reply = Reply.STOPPING;
                connection.write(reply);
            }
        }
        connection.flush();
    }

    private Reply answer(Line line) throws IOException {
        return switch (line) {
            case Line.Text text -> answer(CommandGrammar.parse(text.text()));
            case Line.TooLong tooLong -> Reply.LINE_TOO_LONG;
            case Line.BadCharacter bad -> Reply.BAD_CHARACTER;
        };
    }

    private Reply answer(Command command) throws IOException {
        return switch (command) {
            case Command.Hello hello -> hello(hello);
            case Command.Mail mail -> mail(mail);
            case Command.Rcpt rcpt -> rcpt(rcpt);
            case Command.Data data -> data();
            case Command.Rset rset -> {
                envelope.reset();
                yield Reply.OK;
            }
            case Command.Noop noop -> Reply.OK;
            case Command.Vrfy vrfy -> Reply.NO_VERIFICATION;
            case Command.Help help -> Reply.HELP;
            case Command.Quit quit -> Reply.BYE;
            case Command.Foreign foreign -> Reply.BYE;
            case Command.Bad bad -> bad.reply();
        };
    }

    private Reply hello(Command.Hello hello) {
        envelope.hello(hello);
        return hello.extended()
                ? Reply.of(
                        250,
                        helloName,
                        "PIPELINING",
                        "SIZE " + settings.maxMessageSize().toBytes(),
                        "ENHANCEDSTATUSCODES",
                        "8BITMIME",
                        "SMTPUTF8")
                : Reply.of(250, helloName);
    }

    private Reply mail(Command.Mail mail) {
        if (envelope.hello() == null) {
            return Reply.HELLO_FIRST;
        }
        if (envelope.mail() != null) {
            return Reply.NESTED_MAIL;
        }
        if (mail.size() > settings.maxMessageSize().toBytes()) {
            return Reply.TOO_LARGE;
        }
        ReversePath from = mail.from();
        if (from.address() != null && from.address().needsUtf8() && !mail.utf8()) {
            return Reply.UTF8_NOT_DECLARED;
        }
        envelope.mail(mail);
        return Reply.SENDER_OK;
    }

    private Reply rcpt(Command.Rcpt rcpt) {
        Command.Mail mail = envelope.mail();
        if (mail == null) {
            return Reply.MAIL_FIRST;
        }
        Reply reply = recipient(rcpt.to(), mail);
        if (reply.isError()) {
            envelope.refused();
        } else {
            envelope.recipient(rcpt.to());
        }
        return reply;
    }

    private Reply recipient(EmailAddress to, Command.Mail mail) {
        if (!mayRelay) {
            return Reply.NO_RELAY;
        }
        if (to.needsUtf8() && !mail.utf8()) {
            return Reply.UTF8_NOT_DECLARED;
        }
        return envelope.isFull() ? Reply.TOO_MANY_RECIPIENTS : Reply.RECIPIENT_OK;
    }

    private Reply data() throws IOException {
        Command.Hello hello = envelope.hello();
        Command.Mail mail = envelope.mail();
        if (hello == null || mail == null) {
            return Reply.MAIL_FIRST;
        }
        if (envelope.recipients().isEmpty()) {
            return envelope.refusedAny() ? Reply.NO_VALID_RECIPIENTS : Reply.RCPT_FIRST;
        }
        receiving = true;
        try {
            connection.write(Reply.START_MAIL);
            MessageContent content = connection.content(
                    settings.maxMessageSize().toBytes(), settings.messageTimeout(), settings.commandTimeout());
            return reception.receive(hello, mail, envelope.recipients(), content, connection.peer());
        } finally {
            envelope.reset();
            receiving = false;
        }
    }

    private void farewell(@Nullable Reply reply) {
        try {
            if (reply != null) {
                connection.write(reply);
            }
            connection.flush();
        } catch (IOException e) {
            log.debug("Client {} did not wait for the end: {}", connection.peer(), e.getMessage());
        }
    }
}
