package dev.postseal.enforcement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file as it is now. While size, time and identity of the file stay the same it is not read again, so
 * that a look costs no more than asking for these.
 */
final class FollowedFile<T> {
    /** Within the tick of a file system's clock a file can change twice and look the same. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private static final long MAX_SIZE = 16L * 1024 * 1024;

    private final Path file;
    private final Content<T> content;
    private final Clock clock;
    private volatile @Nullable Known<T> known;

    FollowedFile(Path file, Content<T> content, Clock clock) {
        this.file = file;
        this.content = content;
        this.clock = clock;
    }

    /** How the file is read. */
    @FunctionalInterface
    interface Content<T> {
        T read(Path file) throws IOException;
    }

    /**
     * @throws IOException when the file cannot be read, is too large or holds something else
     */
    T read() throws IOException {
        Stamp stamp = Stamp.of(file);
        Known<T> last = known;
        if (last != null && last.stamp().equals(stamp)) {
            return last.content();
        }
        if (stamp.size() > MAX_SIZE) {
            throw new IOException("too large");
        }
        T now = content.read(file);
        known = stamp.isSettledAt(clock.instant()) ? new Known<>(stamp, now) : null;
        return now;
    }

    private record Known<T>(Stamp stamp, T content) {}

    /**
     * By what a changed file is told from an unchanged one.
     *
     * @param key the file itself, where the file system can name it: another one may have been moved to its place
     */
    private record Stamp(
            long size, FileTime modified, @Nullable Object key) {
        static Stamp of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }

        boolean isSettledAt(Instant now) {
            return modified.toInstant().plus(TICK).isBefore(now);
        }
    }
}
