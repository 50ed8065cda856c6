package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final byte[] LARGE = ("x".repeat(70) + "\r\n").repeat(20_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    @Test
    void aLargeMessageComesBackAsItWas() throws IOException {
        try (Spool spool = Spool.of(new SpoolDirectory(directory), new ByteArrayInputStream(LARGE))) {
            for (int reading = 0; reading < 2; reading++) {
                try (InputStream content = spool.open()) {
                    assertThat(content.readAllBytes()).isEqualTo(LARGE);
                }
            }
        }
    }

    @Test
    void aFileHasNoNameThatCouldOutliveThisProcess() throws IOException {
        try (Spool spool = Spool.of(new SpoolDirectory(directory), new ByteArrayInputStream(LARGE))) {
            assertThat(spool.size()).isEqualTo(LARGE.length);
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void leftoversAreGoneAfterAStartAndOtherNodesLoseNothing() throws IOException {
        Files.writeString(directory.resolve("0b61.message"), "of a process that was killed");
        try (Spool other = Spool.of(new SpoolDirectory(directory), new ByteArrayInputStream(LARGE))) {
            Files.writeString(directory.resolve("7c11.message"), "of another one");
            new SpoolDirectory(directory);

            assertThat(names()).isEmpty();
            try (InputStream content = other.open()) {
                assertThat(content.readAllBytes()).hasSize(LARGE.length);
            }
        }
    }

    private List<Path> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
