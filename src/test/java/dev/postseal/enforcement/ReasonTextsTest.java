package dev.postseal.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonTextsTest {
    private static final Pattern CODE = Pattern.compile("\"((?:tls|dane|connect|smtp|sts|engine)\\.[a-z-]+)\"");
    private static final Pattern VIOLATION =
            Pattern.compile("(?:new Malformed\\(|ProtocolError\\(phase, )\"([a-z-]+)\"");

    @Test
    void everyReasonHasATextInBothLanguages() throws IOException {
        var codes = new TreeSet<String>();
        for (String name : new String[] {"smtp", "enforcement"}) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/postseal", name))) {
                for (Path file : files.toList()) {
                    String source = Files.readString(file);
                    CODE.matcher(source).results().forEach(match -> codes.add("reason." + match.group(1)));
                    VIOLATION.matcher(source).results().forEach(match -> codes.add("reason.smtp." + match.group(1)));
                }
            }
        }
        assertThat(codes).hasSizeGreaterThan(45);
        assertThat(texts("reason.properties").stringPropertyNames()).containsAll(codes);
        assertThat(texts("reason_de.properties").stringPropertyNames()).containsAll(codes);
    }

    private static Properties texts(String bundle) throws IOException {
        var texts = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("src/main/resources/messages", bundle), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
