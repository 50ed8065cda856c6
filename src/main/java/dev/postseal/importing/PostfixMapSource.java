package dev.postseal.importing;

import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.ImportLine;
import dev.postseal.policy.ImportSource;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.Problem;
import dev.postseal.policy.SaidLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The text from which {@code postmap(1)} makes a table, read as postmap reads it: key, white space, value. What postmap
 * passes over with a warning is refused here, for it was meant to say something.
 */
final class PostfixMapSource implements ImportSource {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;

    PostfixMapSource(Path file) {
        this.file = file;
    }

    @Override
    public void forEach(Consumer<ImportLine> consumer) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            skipByteOrderMark(in);
            var lines = new LogicalLines(in);
            while (lines.next()) {
                consumer.accept(line(lines));
            }
        }
    }

    /** Some editors begin every file with it; postmap would make it part of the first key. */
    private static void skipByteOrderMark(InputStream in) throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
    }

    private static ImportLine line(LogicalLines lines) {
        try {
            return new ImportLine.Entry(lines.number(), draft(text(lines)));
        } catch (SyntaxException e) {
            // What is no UTF-8 is shown as far as it can be.
            var said = SaidLine.whole(new String(lines.bytes(), StandardCharsets.UTF_8));
            return new ImportLine.Unreadable(lines.number(), said, Problem.of("line", e));
        }
    }

    private static String text(LogicalLines lines) {
        if (lines.isTooLong()) {
            throw new SyntaxException("import.too-long", String.valueOf(LogicalLines.MAX_LENGTH));
        }
        String text = decoded(lines.bytes());
        if (text.indexOf(0) >= 0) {
            throw new SyntaxException("import.null");
        }
        if (LogicalLines.isSpace(text.charAt(0))) {
            throw new SyntaxException("import.continuation", shown(text));
        }
        return text;
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("import.encoding");
        }
    }

    private static PolicyDraft draft(String text) {
        int end = endOfKey(text);
        String value = trimmed(text.substring(end));
        if (value.isEmpty()) {
            throw new SyntaxException("import.no-value", shown(text));
        }
        return PolicyDraft.ofLine(unquoted(text.substring(0, end)), value);
    }

    /** The first white space outside of quotes; a backslash takes the meaning from what follows. */
    private static int endOfKey(String text) {
        boolean quoted = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && LogicalLines.isSpace(c)) {
                break;
            }
            i++;
        }
        if (quoted) {
            throw new SyntaxException("import.quotes", shown(text));
        }
        return Math.min(i, text.length());
    }

    /** No target needs more than a pair of quotes around it; what has more is no target. */
    private static String unquoted(String key) {
        boolean plain = key.length() > 2 && key.startsWith("\"") && key.indexOf('"', 1) == key.length() - 1;
        return plain && key.indexOf('\\') < 0 ? key.substring(1, key.length() - 1) : key;
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && LogicalLines.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && LogicalLines.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static String shown(String text) {
        String visible = text.strip();
        return visible.length() > 60 ? visible.substring(0, 60) + "…" : visible;
    }
}
