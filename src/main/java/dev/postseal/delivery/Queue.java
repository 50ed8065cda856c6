package dev.postseal.delivery;

import java.io.IOException;

/** The durable queue, as those see it who hand messages to it. */
public interface Queue {
    /**
     * Takes responsibility for a message. When this returns, the message is on the database's disk and will be delivered
     * or bounced, whatever happens to this process. No database connection is held while {@code content} is read. Within a
     * transaction of the caller all this holds from its commit.
     *
     * @throws IOException what reading {@code content} threw, unchanged, or no room to spool it; nothing was accepted
     * @throws MailLoopException more than 50 Received fields (RFC 5321 section 6.3); nothing was accepted
     * @throws QueueUnavailableException the database did not take it; it may be tried again
     */
    Accepted accept(IncomingMessage message) throws IOException;
}
