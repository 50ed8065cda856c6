package dev.postseal.export;

import dev.postseal.export.MapFile.Failure;
import dev.postseal.export.MapFile.Trouble;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the command done for each content of the file; looked at several times a second, by one thread. While it runs the file
 * may be written again: then it is run again.
 */
final class CommandKeeper {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(CommandKeeper.class);

    private final MapCommand command;
    private final WrittenFile file;
    private final Clock clock;
    private final Retry retry = new Retry();
    private long tried;
    private long doneNanos;
    private volatile @Nullable Instant doneAt;
    private volatile @Nullable Failure failure;

    CommandKeeper(MapCommand command, WrittenFile file, Clock clock) {
        this.command = command;
        this.file = file;
        this.clock = clock;
    }

    @Nullable Instant doneAt() {
        return doneAt;
    }

    @Nullable Failure failure() {
        return failure;
    }

    void look() throws InterruptedException {
        if (!file.isMarked() || isSecondOfLastTime()) {
            return;
        }
        long content = file.content();
        if (content != tried || retry.isDue()) {
            tried = content;
            run(content);
        }
    }

    /** Postfix tells a map that was made again by its time in whole seconds: two in one would be one to it, for ever. */
    private boolean isSecondOfLastTime() {
        return doneAt != null && System.nanoTime() - doneNanos < SECOND.toNanos();
    }

    private void run(long content) throws InterruptedException {
        switch (command.run(file.directory())) {
            case MapCommand.Result.Done done -> done(content);
            case MapCommand.Result.Failed failed ->
                failed(Trouble.COMMAND, "exit status " + failed.status() + ": " + failed.output());
            case MapCommand.Result.TooLong tooLong -> failed(Trouble.COMMAND_TOO_LONG, tooLong.output());
            case MapCommand.Result.NotStarted notStarted -> failed(Trouble.COMMAND, notStarted.why());
        }
    }

    private void done(long content) {
        try {
            file.done(content);
            doneAt = clock.instant();
            doneNanos = System.nanoTime();
            failure = null;
            retry.reset();
        } catch (IOException e) {
            failed(Trouble.FILE, e.toString());
        }
    }

    private void failed(Trouble trouble, String detail) {
        retry.failed();
        failure = new Failure(trouble, detail, clock.instant());
        log.warn("postseal.export.command is not done ({}), trying again: {}", trouble, detail);
    }
}
