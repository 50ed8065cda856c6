package dev.postseal.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Lines of columns beside the tests: tabs separate, {@code #} begins a comment, backslash escapes. */
final class GoldenFile {
    private GoldenFile() {}

    record Line(int number, List<String> columns) {
        String column(int index) {
            return index < columns.size() ? columns.get(index) : "";
        }

        List<String> codes(int index) {
            return column(index).isEmpty()
                    ? List.of()
                    : Arrays.asList(column(index).split(","));
        }

        @Override
        public String toString() {
            return "line " + number + ": " + String.join(" | ", columns);
        }
    }

    static List<Line> read(String name) {
        try (InputStream in = Objects.requireNonNull(GoldenFile.class.getResourceAsStream(name), name)) {
            String[] texts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            var lines = new ArrayList<Line>();
            for (int i = 0; i < texts.length; i++) {
                if (!texts[i].isEmpty() && !texts[i].startsWith("#")) {
                    lines.add(new Line(i + 1, columns(texts[i])));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> columns(String text) {
        return Arrays.stream(text.split("\t", -1)).map(GoldenFile::unescaped).toList();
    }

    private static String unescaped(String text) {
        var result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                result.append(text.charAt(i));
                continue;
            }
            char kind = text.charAt(++i);
            switch (kind) {
                case 't' -> result.append('\t');
                case 'n' -> result.append('\n');
                case 'r' -> result.append('\r');
                case 'u' -> {
                    result.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> throw new IllegalArgumentException(text);
            }
        }
        return result.toString();
    }
}
