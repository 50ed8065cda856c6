package dev.postseal.importing;

import dev.postseal.policy.ImportSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The formats that can be imported. */
public enum ImportFormat {
    /** The text from which {@code postmap} makes a table. */
    POSTFIX {
        @Override
        public ImportSource read(Path file) {
            return new PostfixMapSource(file);
        }
    },
    /** What mailcow answers to {@code get/tls-policy-map/all}. */
    MAILCOW {
        @Override
        public ImportSource read(Path file) {
            return new MailcowSource(file);
        }
    };

    /**
     * The entries in a file.
     *
     * @return throws {@link UnreadableImportException} where the file as a whole is not of this format
     */
    public abstract ImportSource read(Path file);

    /**
     * The format that a file seems to have: JSON begins with an object, or with a list of them or of nothing; a map can begin
     * with a bracket too, but never so.
     */
    public static ImportFormat of(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int first = visible(in);
            if (first == '[') {
                first = visible(in);
                return first == '{' || first == ']' ? MAILCOW : POSTFIX;
            }
            return first == '{' ? MAILCOW : POSTFIX;
        }
    }

    private static int visible(InputStream in) throws IOException {
        int c = in.read();
        while (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xEF || c == 0xBB || c == 0xBF) {
            c = in.read();
        }
        return c;
    }
}
