package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.policy.ParsedPolicy.Accepted;
import dev.postseal.policy.ParsedPolicy.Refused;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextsTest {
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path SOURCES = Path.of("src/main/java/dev/postseal");
    private static final Pattern SYNTAX = Pattern.compile("new SyntaxException\\(\\s*\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"policy.properties", "policy_de.properties"})
    void everyCodeHasATextAndEveryTextACode(String bundle) throws IOException {
        Set<String> keys = new TreeSet<>();
        Stream.of(ProblemCode.values()).map(code -> "problem." + code.text()).forEach(keys::add);
        Stream.of(FindingCode.values()).map(code -> "finding." + code.text()).forEach(keys::add);
        for (String code : syntaxCodes()) {
            keys.add("problem." + code);
        }
        assertThat(load(bundle).stringPropertyNames()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy.properties", "policy_de.properties"})
    void everyTextFillsItsPlaceholdersWithTheArgumentsOfItsCode(String bundle) throws IOException {
        Properties texts = load(bundle);
        var grammar = new PolicyGrammar(TrustAnchorFiles.unchecked());
        for (GoldenFile.Line line : GoldenFile.read("policy-grammar.tsv")) {
            for (String text : texts(texts, grammar.parse(line.column(0), line.column(1)))) {
                assertThat(text).as(line.toString()).doesNotContainPattern("\\{\\d}|''");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy.properties", "policy_de.properties"})
    void noTextHasAnApostropheThatMessageFormatWouldSwallow(String bundle) throws IOException {
        assertThat(load(bundle).values()).noneMatch(text -> text.toString().contains("'"));
    }

    private static List<String> texts(Properties texts, ParsedPolicy parsed) {
        return switch (parsed) {
            case Accepted accepted ->
                accepted.findings().stream()
                        .map(f -> format(texts, "finding." + f.code(), f.arguments()))
                        .toList();
            case Refused refused ->
                refused.problems().stream()
                        .map(p -> format(texts, "problem." + p.code(), p.arguments()))
                        .toList();
        };
    }

    private static String format(Properties texts, String key, List<String> arguments) {
        List<String> plain =
                arguments.stream().map(a -> a.replaceAll("[{}']", "")).toList();
        return new MessageFormat(texts.getProperty(key), Locale.ROOT).format(plain.toArray());
    }

    /** The codes of the exceptions that an entry's target, or an address typed elsewhere, can end in. */
    private static Set<String> syntaxCodes() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String name : List.of("mail", "policy", "importing")) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    SYNTAX.matcher(Files.readString(file))
                            .results()
                            .map((MatchResult m) -> m.group(1))
                            .forEach(codes::add);
                }
            }
        }
        return codes;
    }

    private static Properties load(String bundle) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(MESSAGES.resolve(bundle), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
