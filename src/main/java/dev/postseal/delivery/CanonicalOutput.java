package dev.postseal.delivery;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes content as it is stored: bare line feeds become CR LF and other stray carriage returns become blanks, as
 * Postfix does by default (smtpd_forbid_bare_newline, cleanup_replace_stray_cr_lf), so that nothing we send on can be
 * taken for the end of a message. On the way it finds out what the message needs.
 */
final class CanonicalOutput extends FilterOutputStream {
    private static final byte[] RECEIVED = "received:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] buffer = new byte[8_192];
    private int buffered;
    private boolean pendingReturn;
    private boolean inHeader = true;
    private int column;
    private int receivedMatch;
    private long size;
    private boolean eightBit;
    private boolean eightBitHeader;
    private int receivedFields;

    CanonicalOutput(OutputStream out) {
        super(out);
    }

    long size() {
        return size;
    }

    boolean eightBit() {
        return eightBit;
    }

    boolean eightBitHeader() {
        return eightBitHeader;
    }

    /** How many hosts say in the header that they have received the message. */
    int receivedFields() {
        return receivedFields;
    }

    @Override
    public void write(int value) throws IOException {
        int b = value & 0xff;
        if (b == '\n') {
            pendingReturn = false;
            endLine();
            return;
        }
        if (pendingReturn) {
            pendingReturn = false;
            put(' ');
        }
        if (b == '\r') {
            pendingReturn = true;
        } else {
            put(b);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** Ends the last line, should the sender have left that out. */
    void finish() throws IOException {
        boolean half = pendingReturn || column > 0;
        pendingReturn = false;
        if (half) {
            endLine();
        }
        flush();
    }

    private void put(int b) throws IOException {
        eightBit |= b > 127;
        eightBitHeader |= inHeader && b > 127;
        countReceived(b);
        column++;
        emit(b);
    }

    private void endLine() throws IOException {
        inHeader &= column > 0;
        column = 0;
        receivedMatch = 0;
        emit('\r');
        emit('\n');
    }

    private void emit(int b) throws IOException {
        if (buffered == buffer.length) {
            drain();
        }
        buffer[buffered++] = (byte) b;
        size++;
    }

    private void drain() throws IOException {
        out.write(buffer, 0, buffered);
        buffered = 0;
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    private void countReceived(int b) {
        int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
        if (inHeader && receivedMatch == column && column < RECEIVED.length && lower == RECEIVED[column]) {
            receivedMatch++;
            receivedFields += receivedMatch == RECEIVED.length ? 1 : 0;
        }
    }
}
