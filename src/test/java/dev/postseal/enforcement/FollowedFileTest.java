package dev.postseal.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.postseal.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(WRITTEN.plus(Duration.ofHours(1)));
    private final AtomicInteger reads = new AtomicInteger();
    private Path file;
    private FollowedFile<String> followed;

    @BeforeEach
    void write() throws IOException {
        file = write("file", "old", WRITTEN);
        followed = new FollowedFile<>(
                file,
                path -> {
                    reads.incrementAndGet();
                    return Files.readString(path);
                },
                clock);
    }

    @Test
    void isReadOnceWhileItStaysTheSame() throws IOException {
        assertThat(followed.read()).isEqualTo("old");
        assertThat(followed.read()).isEqualTo("old");
        assertThat(reads).hasValue(1);
    }

    @Test
    void isReadAnewWhenItsTimeChanged() throws IOException {
        followed.read();
        write("file", "new", WRITTEN.plusSeconds(1));
        assertThat(followed.read()).isEqualTo("new");
    }

    @Test
    void isReadAnewWhenItsSizeChanged() throws IOException {
        followed.read();
        write("file", "longer", WRITTEN);
        assertThat(followed.read()).isEqualTo("longer");
    }

    @Test
    void isReadAnewWhenAnotherFileTookItsPlace() throws IOException {
        followed.read();
        Files.move(write("next", "new", WRITTEN), file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(followed.read()).isEqualTo("new");
    }

    @Test
    void isNotRememberedSoShortlyAfterAChangeThatAnotherOneCouldLookTheSame() throws IOException {
        write("file", "one", clock.instant());
        assertThat(followed.read()).isEqualTo("one");
        write("file", "two", clock.instant());
        assertThat(followed.read()).isEqualTo("two");
    }

    @Test
    void whatCannotBeReadIsNotWhatItWas() throws IOException {
        followed.read();
        Files.delete(file);
        assertThatIOException().isThrownBy(followed::read);
        write("file", "back", WRITTEN);
        assertThat(followed.read()).isEqualTo("back");
    }

    private Path write(String name, String content, Instant time) throws IOException {
        Path written = Files.writeString(directory.resolve(name), content);
        return Files.setLastModifiedTime(written, FileTime.from(time));
    }
}
