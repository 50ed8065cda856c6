package dev.postseal.delivery;

import java.net.InetAddress;

/** Where a message came from; it becomes the Received header (RFC 5321 section 4.4). */
public sealed interface Origin {
    /**
     * By SMTP.
     *
     * @param hello what the client called itself, printable ASCII
     * @param protocol {@code SMTP}, {@code ESMTP} or {@code UTF8SMTP} (RFC 3848, RFC 6531)
     */
    record Smtp(String hello, InetAddress address, String protocol) implements Origin {}

    /**
     * By the REST API.
     *
     * @param account who called, for the Received header: a user's or key's name
     */
    record Api(String account, InetAddress address) implements Origin {}

    /** Our own notification about another message. */
    record Bounce(String originalMessageId) implements Origin {}

    /**
     * A message of our own that is about no other.
     *
     * @param about what it is about, for the record
     */
    record Notice(String about) implements Origin {}
}
