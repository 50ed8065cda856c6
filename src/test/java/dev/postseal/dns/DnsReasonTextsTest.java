package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsReasonTextsTest {
    private static final Pattern CODE = Pattern.compile("\"(dns\\.[a-z-]+)\"");
    private static final Path SOURCES = Path.of("src/main/java/dev/postseal/dns");

    @ParameterizedTest
    @ValueSource(strings = {"reason.properties", "reason_de.properties"})
    void everyReasonOfThisPackageHasAText(String bundle) throws IOException {
        var texts = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("src/main/resources/messages", bundle), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        var codes = new TreeSet<String>();
        try (var files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                CODE.matcher(Files.readString(file)).results().forEach(match -> codes.add("reason." + match.group(1)));
            }
        }
        assertThat(codes).hasSizeGreaterThan(8);
        assertThat(texts.stringPropertyNames()).containsAll(codes);
    }
}
