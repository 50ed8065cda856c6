package dev.postseal.export;

import dev.postseal.export.MapFile.Failure;
import dev.postseal.export.MapFile.Trouble;
import dev.postseal.lookup.PolicyLookup;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the file when it has to be; looked at several times a second, by one thread. */
final class FileKeeper {
    /** So long changes that go on coming may put the writing off. */
    private static final Duration MAX_WAIT = Duration.ofMillis(500);

    private static final long NONE = Long.MIN_VALUE;
    private static final Logger log = LoggerFactory.getLogger(FileKeeper.class);

    private final Path path;
    private final WrittenFile file;
    private final boolean withCommand;
    private final PostfixMap map;
    private final PolicyLookup policies;
    private final Clock clock;
    private final Retry retry = new Retry();
    private long writtenRevision = NONE;
    private long seenRevision = NONE;
    private long staleSince = NONE;
    private Optional<Instant> nextExpiry = Optional.empty();
    private volatile @Nullable Instant writtenAt;
    private volatile @Nullable Failure failure;

    /**
     * @param withCommand whether a command is to be done for each content
     */
    FileKeeper(Path path, WrittenFile file, boolean withCommand, PostfixMap map, PolicyLookup policies, Clock clock) {
        this.path = path;
        this.file = file;
        this.withCommand = withCommand;
        this.map = map;
        this.policies = policies;
        this.clock = clock;
    }

    @Nullable Instant writtenAt() {
        return writtenAt;
    }

    @Nullable Failure failure() {
        return failure;
    }

    void look() {
        if (isToBeWritten() && retry.isDue()) {
            write();
        }
    }

    /** When nothing more has changed since the last look, or changes have been coming for long enough. */
    private boolean isToBeWritten() {
        long revision = policies.revision();
        boolean expired =
                nextExpiry.filter(when -> !when.isAfter(clock.instant())).isPresent();
        if (revision < 0 || (revision == writtenRevision && !expired && Files.exists(path))) {
            staleSince = NONE;
            return false;
        }
        long now = System.nanoTime();
        boolean quiet = revision == seenRevision || writtenRevision == NONE || expired;
        seenRevision = revision;
        if (staleSince == NONE) {
            staleSince = now;
        }
        return quiet || now - staleSince >= MAX_WAIT.toNanos();
    }

    private void write() {
        try {
            file.replace(out -> map.read(snapshot -> copy(snapshot, out)), withCommand);
            writtenAt = Files.getLastModifiedTime(path).toInstant();
            failure = null;
            retry.reset();
        } catch (IOException e) {
            failed(Trouble.FILE, e);
        } catch (RuntimeException e) {
            failed(Trouble.DATABASE, e);
        }
    }

    private void copy(PostfixMap.Snapshot snapshot, Writer out) throws IOException {
        writtenRevision = snapshot.revision();
        nextExpiry = snapshot.nextExpiry();
        snapshot.writeTo(out);
    }

    private void failed(Trouble trouble, Exception why) {
        if (Thread.currentThread().isInterrupted()) {
            return; // Ended in the midst of it; the next start writes.
        }
        writtenRevision = NONE;
        retry.failed();
        failure = new Failure(trouble, why.toString(), clock.instant());
        log.warn("{} is not current, trying again: {}", path, why.toString());
    }
}
