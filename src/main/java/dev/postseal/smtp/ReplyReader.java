package dev.postseal.smtp;

import dev.postseal.mail.SmtpReply;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads replies (RFC 5321 section 4.2) and believes nothing: lines up to 2,048 bytes (RFC: 512), up to 100 of them, one
 * code throughout. Bare LF ends a line, as Postfix has it. Time is bound by the stream.
 */
final class ReplyReader {
    static final int MAX_LINE = 2048;
    static final int MAX_LINES = 100;

    private final InputStream input;
    private final byte[] buffer = new byte[4096];
    private int position;
    private int limit;

    ReplyReader(InputStream input) {
        this.input = input;
    }

    /** Bytes were read that belong to no reply so far. */
    boolean hasBuffered() {
        return position < limit;
    }

    /**
     * @throws EOFException when the server closed the connection, in the middle of a reply as well
     */
    SmtpReply read() throws IOException, Malformed {
        var lines = new ArrayList<String>();
        int code = -1;
        while (true) {
            String line = readLine();
            int lineCode = code(line);
            if (code >= 0 && lineCode != code) {
                throw new Malformed("code-changes", line);
            }
            code = lineCode;
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new SmtpReply(code, List.copyOf(lines));
            }
            if (lines.size() == MAX_LINES) {
                throw new Malformed("too-many-lines", line);
            }
        }
    }

    private static int code(String line) throws Malformed {
        if (line.length() < 3 || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-')) {
            throw new Malformed("no-reply-code", line);
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            if (line.charAt(i) < '0' || line.charAt(i) > '9') {
                throw new Malformed("no-reply-code", line);
            }
            code = code * 10 + line.charAt(i) - '0';
        }
        if (code < 200 || code > 599) {
            throw new Malformed("no-reply-code", line);
        }
        return code;
    }

    private String readLine() throws IOException, Malformed {
        var line = new byte[MAX_LINE];
        int length = 0;
        for (int next = next(); next != '\n'; next = next()) {
            if (length == MAX_LINE) {
                throw new Malformed("line-too-long", printable(line, 80));
            }
            line[length++] = (byte) next;
        }
        return printable(line, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
    }

    private int next() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, input.read(buffer, 0, buffer.length));
            if (limit == 0) {
                throw new EOFException();
            }
        }
        return buffer[position++] & 0xff;
    }

    /** What a server says ends up in logs and pages: no control characters, no broken UTF-8. */
    private static String printable(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8)
                .codePoints()
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The server broke a rule. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private static final int EXCERPT = 120;

        private final String violation;
        private final String line;

        Malformed(String violation, String line) {
            super(violation);
            this.violation = violation;
            this.line = line.length() > EXCERPT ? line.substring(0, EXCERPT) : line;
        }

        SmtpFailure.ProtocolError at(Phase phase) {
            return new SmtpFailure.ProtocolError(phase, violation, line);
        }
    }
}
