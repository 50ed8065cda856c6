package dev.postseal.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.NeedsSystemPart;
import dev.postseal.policy.ImportLine;
import dev.postseal.policy.PolicyDraft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real postmap makes of a text, and what we make of it, entry by entry. */
@NeedsSystemPart({"postmap", "postconf"})
class PostmapAgreesTest {
    /** Of these, in any order, texts are made that nobody would write, but postmap reads. */
    private static final List<String> PIECES = List.of(
            "\n",
            "\n",
            "\n",
            " ",
            "\t",
            "\r\n",
            "\f",
            "\u000B",
            "# note",
            "#",
            " # c.example may",
            ",",
            "\"",
            "\\",
            "may",
            "encrypt",
            "secure match=nexthop",
            "a.example",
            "b.example may",
            "\"c.example\" dane",
            "d.example\tmay",
            "[mx.e.example]:25 may",
            "key: value",
            "müller.example may",
            "\nf.example may\n",
            "\ng.example\n encrypt\n");

    @TempDir
    private Path directory;

    @Test
    void everyLegalFormIsReadAsPostmapReadsIt() throws Exception {
        assertAgreement("""
                # comment
                a.example may
                  # comment within
                    ciphers=high

                #flush left
                    protocols=>=TLSv1.2
                b.example\t \tsecure   match=nexthop  \t
                "c.example" encrypt
                [mx.example]:587\tdane-only
                .d.example\u000Bmay\r
                e.example\fnone\r
                \r
                 \t
                müller.example may
                last.example ,may""");
    }

    @Test
    void linesThatPostmapPassesByAreRefused() throws Exception {
        assertAgreement(
                " lost.example may\n  more\na.example may\nnovalue.example\nb.example may\n\"open.example may\n");
        assertThat(ours("\n lost.example may\n\n  more\nnovalue.example\n\"open.example may\n")
                        .refused())
                .containsExactly("2 import.continuation", "5 import.no-value", "6 import.quotes");
    }

    @Test
    void anyTextIsCutAsPostmapCutsIt() throws Exception {
        var random = new Random(20260301);
        for (int i = 0; i < 15; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertAgreement(text.toString());
        }
    }

    private record Read(Map<String, String> entries, List<String> refused) {}

    private void assertAgreement(String text) throws Exception {
        assertThat(ours(text).entries()).as(text.replace("\n", "\\n\n")).isEqualTo(postmap(text));
    }

    /** As a table has it: keys in lower case, the first one stands. */
    private Read ours(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("map"), text);
        Map<String, String> entries = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        ImportFormat.POSTFIX.read(file).forEach(line -> {
            switch (line) {
                case ImportLine.Entry entry -> {
                    PolicyDraft draft = entry.draft();
                    // With quotes or backslashes it can be no target; postmap has rules of its own for them.
                    if (!draft.target().matches(".*[\"\\\\].*")) {
                        entries.putIfAbsent(draft.target(), words(draft.policy() + draft.parameters()));
                    }
                }
                case ImportLine.Unreadable unreadable ->
                    refused.add(unreadable.number() + " " + unreadable.problem().code());
            }
        });
        return new Read(entries, refused);
    }

    private Map<String, String> postmap(String text) throws Exception {
        Path map = Files.writeString(directory.resolve("table"), text);
        Files.writeString(directory.resolve("main.cf"), "compatibility_level = 3.6\n");
        String type = run("postconf", "-c", directory.toString(), "-h", "default_database_type")
                .lines()
                .reduce((first, last) -> last)
                .orElseThrow();
        run("postmap", "-c", directory.toString(), type + ":" + map);
        Map<String, String> entries = new TreeMap<>();
        for (String line : run("postmap", "-c", directory.toString(), "-s", type + ":" + map)
                .split("\n")) {
            int tab = line.indexOf('\t');
            String key = tab < 0 ? "" : unquoted(line.substring(0, tab));
            if (!key.isEmpty() && !key.matches(".*[\"\\\\].*")) {
                entries.put(key, words(line.substring(tab + 1)));
            }
        }
        return entries;
    }

    private static String unquoted(String key) {
        return key.matches("\"[^\"\\\\]+\"") ? key.substring(1, key.length() - 1) : key;
    }

    /** How many blanks there are makes no difference to Postfix, nor do commas before the level. */
    private static String words(String value) {
        return value.replaceAll("^[\\s,]+", "").replaceAll("[ \t]+", " ").strip();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().merge("PATH", ":/usr/sbin", String::concat);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
