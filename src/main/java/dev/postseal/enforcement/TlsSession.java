package dev.postseal.enforcement;

import java.io.InputStream;
import java.io.OutputStream;

/** A completed handshake. Look at the verdict before anything but QUIT is sent. */
public interface TlsSession {
    /** What was negotiated with whom. */
    TlsFacts facts();

    /** Whether that is what was required. */
    Verdict verdict();

    /** What the verdict rests on. */
    Grounds grounds();

    /** Decrypted bytes; bound by the wire's deadline. */
    InputStream input();

    /** Bytes to encrypt; bound by the wire's deadline; sent when flushed. */
    OutputStream output();
}
