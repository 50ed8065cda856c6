package dev.postseal.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every reason has a text in both languages, and no text is left over or speaks of our insides. */
class ReasonBundleTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/postseal");
    private static final List<String> PACKAGES =
            List.of("delivery", "dns", "enforcement", "smtp", "explanation", "probe", "inbound");
    private static final Pattern CODE = Pattern.compile(
            "\"((?:policy|dns|demand|session|tried|delivery|connect|smtp|sts|tls|dane|engine)\\.[a-z0-9-]+)\"");
    private static final Pattern VIOLATION =
            Pattern.compile("(?:new Malformed\\(|ProtocolError\\(phase, )\"([a-z-]+)\"");
    private static final Pattern VARIANT = Pattern.compile("(?:-> |return )\"([a-z-]+)\";");
    private static final Pattern FACT = Pattern.compile("\\{(\\d)\\}");

    @Test
    void bothLanguagesTellTheSameOfTheSameFacts() throws IOException {
        Properties english = bundle("reason");
        Properties german = bundle("reason_de");
        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(facts(german.getProperty(key))).as(key).isEqualTo(facts(english.getProperty(key)));
        }
    }

    @Test
    void everyReasonInTheCodeHasATextAndEveryTextAReason() throws IOException {
        Set<String> codes = codes();
        assertThat(codes).hasSizeGreaterThan(110);
        Set<String> texts = bundle("reason").stringPropertyNames().stream()
                .filter(key -> key.startsWith("reason."))
                .map(key -> key.substring("reason.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(texts).isEqualTo(codes);
    }

    @Test
    void everyRemedyIsOneForAReason() throws IOException {
        Set<String> keys = bundle("reason").stringPropertyNames();
        assertThat(keys.stream()
                        .filter(key -> key.startsWith("remedy."))
                        .filter(key -> !keys.contains("reason" + key.substring("remedy".length()))))
                .isEmpty();
    }

    @Test
    void noTextSpeaksOfOurInsidesAndAllAreSentences() throws IOException {
        for (String name : List.of("reason", "reason_de")) {
            Properties bundle = bundle(name);
            for (String key : bundle.stringPropertyNames()) {
                assertThat(bundle.getProperty(key))
                        .as(name + " " + key)
                        .doesNotContain("Exception", "JSSE", "dnsjava", "'")
                        .matches(".*(?:[.)]|\\{\\d\\})");
            }
        }
    }

    @Test
    void anAlertIsToldInTheWordsOfItsVariantWithItsNameBehind() {
        Reason alert = Reason.of("tls.handshake-failed", "protocol_version", "alert-protocol-version");
        assertThat(BundleTexts.in(Locale.ENGLISH).of(alert))
                .isEqualTo("The server broke off the TLS handshake: it speaks none of the TLS versions that we offered."
                        + " (TLS alert: protocol_version) Enable TLS 1.2 or TLS 1.3 at the server, or change “protocols”"
                        + " of our policy entry if it demands too much.");
        assertThat(BundleTexts.in(Locale.GERMAN).cause(alert)).contains("keine der TLS-Versionen", "protocol_version");
        assertThat(BundleTexts.in(Locale.ENGLISH).of(Reason.of("tls.handshake-failed", "stored by an older version")))
                .startsWith("The TLS handshake failed. (The TLS library said: stored by an older version)");
    }

    private static Set<String> codes() throws IOException {
        var codes = new TreeSet<String>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            CODE.matcher(source).results().forEach(match -> codes.add(match.group(1)));
            VIOLATION.matcher(source).results().forEach(match -> codes.add("smtp." + match.group(1)));
        }
        VARIANT.matcher(Files.readString(SOURCES.resolve("enforcement/HandshakeFailure.java")))
                .results()
                .forEach(match -> codes.add("tls.handshake-failed." + match.group(1)));
        return codes;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> PACKAGES.contains(
                            SOURCES.relativize(file).getName(0).toString()))
                    .toList();
        }
    }

    private static List<String> facts(String text) {
        return FACT.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static Properties bundle(String name) throws IOException {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/messages", name + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
