package dev.postseal.smtp;

import java.io.IOException;
import java.io.InputStream;

/** Where the content of a message is read from, once for each transaction; it is streamed, never held as a whole. */
@FunctionalInterface
public interface MessageSource {
    /** Opens the message at its first byte; the caller closes it. Any line ends; they are sent as CRLF. */
    InputStream open() throws IOException;
}
