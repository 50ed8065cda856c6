package dev.postseal.inbound;

import dev.postseal.delivery.IncomingMessage;
import dev.postseal.delivery.MailLoopException;
import dev.postseal.delivery.Origin;
import dev.postseal.delivery.Queue;
import dev.postseal.delivery.QueueUnavailableException;
import dev.postseal.inbound.MessageContent.TooLargeException;
import dev.postseal.mail.EmailAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a message to the queue and says what came of it; only an accepted one is answered with 250. */
final class Reception {
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private final Queue queue;
    private final long drainLimit;

    /**
     * @param drainLimit how much of a refused message is still read, so that its sender hears why
     */
    Reception(Queue queue, long drainLimit) {
        this.queue = queue;
        this.drainLimit = drainLimit;
    }

    /**
     * @throws IOException when the client went away or was too slow; there is nothing to answer
     */
    Reply receive(
            Command.Hello hello,
            Command.Mail mail,
            List<EmailAddress> recipients,
            MessageContent content,
            InetAddress peer)
            throws IOException {
        var message =
                new IncomingMessage(mail.from(), recipients, content, mail.utf8(), origin(hello, mail.utf8(), peer));
        Reply reply = accept(message, content, peer.getHostAddress());
        if (reply.isError() && !content.drain(drainLimit)) {
            return new Reply(421, List.of(reply.lines().getFirst()));
        }
        return reply;
    }

    private Reply accept(IncomingMessage message, MessageContent content, String peer) throws IOException {
        try {
            return Reply.queued(queue.accept(message).messageId());
        } catch (TooLargeException e) {
            return Reply.TOO_LARGE;
        } catch (MailLoopException e) {
            return Reply.LOOP;
        } catch (QueueUnavailableException e) {
            log.warn("Message from {} refused for now, the database did not take it: {}", peer, rootMessage(e));
            return Reply.LOCAL_ERROR;
        } catch (IOException e) {
            if (content.failed()) {
                throw e;
            }
            log.warn("Message from {} refused for now, it could not be spooled: {}", peer, e.getMessage());
            return Reply.NO_SPACE;
        } catch (RuntimeException e) {
            log.error("Message from {} refused for now because of a defect", peer, e);
            return Reply.LOCAL_ERROR;
        }
    }

    private static Origin origin(Command.Hello hello, boolean utf8, InetAddress peer) {
        String name = SAFE_NAME.matcher(hello.name()).matches() ? hello.name() : "unknown";
        return new Origin.Smtp(name, peer, utf8 ? "UTF8SMTP" : hello.extended() ? "ESMTP" : "SMTP");
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
