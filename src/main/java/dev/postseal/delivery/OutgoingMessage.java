package dev.postseal.delivery;

import dev.postseal.mail.ReversePath;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A message that is to be carried to a next hop.
 *
 * @param id as in its Received header and in the API
 * @param size in bytes, exactly what {@code content} yields
 * @param eightBit whether the content has bytes above 127 and so needs 8BITMIME (RFC 6152)
 * @param utf8 whether it needs SMTPUTF8 (RFC 6531): asked for by the sender, or by an address
 * @param queuedAt when we took responsibility
 * @param content opens the content anew each time. Every line ends with CR LF, the last one too, there is no other CR or
 *     LF, and dots are not doubled. The stream is read from the database in pieces and holds no connection between two
 *     reads; its {@code read} throws {@link java.io.IOException} when the database is away
 */
public record OutgoingMessage(
        String id,
        ReversePath from,
        long size,
        boolean eightBit,
        boolean utf8,
        Instant queuedAt,
        Supplier<InputStream> content) {}
