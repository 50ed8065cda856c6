package dev.postseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of the console stands in both bundles, is used, and stands nowhere else. */
class MessagesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path TEMPLATES = RESOURCES.resolve("templates");
    private static final Path SOURCES = Path.of("src/main/java/dev/postseal/web");
    private static final Set<String> NAMES = Set.of("Postseal");

    /** A key that is written out, in a template or in a source. */
    private static final Pattern WHOLE = Pattern.compile("(?:#\\{|[\"'])([a-zA-Z0-9]+(?:[.-][a-zA-Z0-9-]+)+)(?=[}\"'(])");

    /** The beginning of a key that is completed when the page is drawn. */
    private static final Pattern BEGINNING = Pattern.compile("[\"']([a-z]+\\.(?:[a-z.-]+\\.)?)[\"']\\s*\\+");

    /** Forms name their fields, and fields their texts: {@code <form>.<field>} and {@code <form>.<field>.help}. */
    private static final Pattern FIELD =
            Pattern.compile("field :: (?:text|area|note)\\('([a-z]+)', '([a-zA-Z]+)'");

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(bundle("console_de")).isEqualTo(bundle("console"));
    }

    @Test
    void everyKeyThatIsWrittenOutHasAText() {
        Set<String> known = new TreeSet<>(bundle("console"));
        Set<String> written = keys(read(TEMPLATES, ".html"), Pattern.compile("#\\{([a-zA-Z0-9.-]+)[}(]"));
        assertThat(known).containsAll(written);
        assertThat(known).containsAll(fieldKeys());
        assertThat(known).containsAll(keys(read(SOURCES, ".java"), Pattern.compile("texts\\s*\\.of\\(\\s*\"([a-z][a-zA-Z.-]+[a-z])\"[,)]")));
    }

    @Test
    void everyTextIsUsed() {
        String all = read(TEMPLATES, ".html") + read(SOURCES, ".java");
        Set<String> whole = keys(all, WHOLE);
        whole.addAll(fieldKeys());
        Set<String> beginnings = keys(all, BEGINNING);
        Set<String> unused = bundle("console").stream()
                .filter(key -> !whole.contains(key) && beginnings.stream().noneMatch(key::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused).isEmpty();
    }

    @Test
    void noTemplateHasWordsOfItsOwn() {
        Pattern attribute = Pattern.compile("\\s(?:title|placeholder|aria-label|alt)=\"[^\"]*[a-zA-Z][^\"]*\"");
        for (Path template : files(TEMPLATES, ".html")) {
            String html = text(template).replaceAll("(?s)<!--.*?-->|<!DOCTYPE[^>]*>", "");
            String tags = "(?s)<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>";
            List<String> words = Pattern.compile("[a-zA-ZäöüÄÖÜß]{2,}")
                    .matcher(html.replaceAll("(?s)<kbd>.*?</kbd>", "").replaceAll(tags, " "))
                    .results()
                    .map(MatchResult::group)
                    .filter(word -> !NAMES.contains(word))
                    .toList();
            assertThat(words).as(template.toString()).isEmpty();
            assertThat(attribute.matcher(html).results().map(MatchResult::group).toList())
                    .as(template.toString())
                    .isEmpty();
        }
    }

    private static Set<String> fieldKeys() {
        return FIELD.matcher(read(TEMPLATES, ".html"))
                .results()
                .flatMap(field -> Stream.of("", ".help").map(end -> field.group(1) + "." + field.group(2) + end))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys(String text, Pattern pattern) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> bundle(String name) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve("messages/" + name + ".properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static String read(Path directory, String end) {
        return files(directory, end).stream().map(MessagesTest::text).collect(Collectors.joining("\n"));
    }

    private static List<Path> files(Path directory, String end) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
