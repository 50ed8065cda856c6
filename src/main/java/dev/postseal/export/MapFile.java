package dev.postseal.export;

import dev.postseal.lookup.PolicyLookup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the text map current on disk ({@code postseal.export.file}) and has the command run after each change of it. Writing
 * begins within a second after a change on whatever node, and when an entry expires; changes that come close together are
 * written once. What fails is tried again, with growing pauses, until it succeeds.
 */
@Component
public class MapFile implements SmartLifecycle {
    private static final Duration ROUND = Duration.ofMillis(150);
    /** A million entries take postmap a minute or two. */
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final @Nullable Path path;
    private final @Nullable FileKeeper file;
    private final @Nullable CommandKeeper command;
    private final @Nullable String commandLine;
    private final List<Thread> threads = new ArrayList<>();

    @Autowired
    MapFile(ExportSettings settings, PostfixMap map, PolicyLookup policies, Clock clock) {
        this(settings, map, policies, clock, COMMAND_LIMIT);
    }

    /**
     * @param commandLimit how long the command may take
     */
    MapFile(ExportSettings settings, PostfixMap map, PolicyLookup policies, Clock clock, Duration commandLimit) {
        this.path = settings.path();
        this.commandLine = settings.command();
        if (path == null) {
            this.file = null;
            this.command = null;
            return;
        }
        var written = new WrittenFile(path);
        this.file = new FileKeeper(path, written, commandLine != null, map, policies, clock);
        this.command = commandLine == null
                ? null
                : new CommandKeeper(new MapCommand(commandLine, commandLimit), written, clock);
    }

    /** What can go wrong. */
    public enum Trouble {
        /** The entries cannot be read. */
        DATABASE,
        /** The file cannot be written. */
        FILE,
        /** The command says that it failed, or cannot be run. */
        COMMAND,
        /** The command took too long and was ended. */
        COMMAND_TOO_LONG
    }

    /**
     * What went wrong and has not yet been put right.
     *
     * @param detail what the system or the command said, at most some thousand characters
     * @param at when last
     */
    public record Failure(Trouble trouble, String detail, Instant at) {}

    /**
     * How it stands.
     *
     * @param writtenAt when the file got its present content
     * @param commandAt when the command was last done; null: not since the start
     */
    public record Status(
            @Nullable Instant writtenAt, @Nullable Instant commandAt, List<Failure> failures) {}

    /** The file that is kept; empty: this is switched off. */
    public Optional<Path> file() {
        return Optional.ofNullable(path);
    }

    public Optional<String> command() {
        return Optional.ofNullable(commandLine);
    }

    public Status status() {
        List<Failure> failures = new ArrayList<>();
        Failure ofFile = file == null ? null : file.failure();
        Failure ofCommand = command == null ? null : command.failure();
        if (ofFile != null) {
            failures.add(ofFile);
        }
        if (ofCommand != null) {
            failures.add(ofCommand);
        }
        return new Status(file == null ? null : file.writtenAt(), command == null ? null : command.doneAt(), failures);
    }

    @Override
    public void start() {
        if (file != null) {
            begin("postseal-export", file::look);
        }
        if (command != null) {
            begin("postseal-export-command", command::look);
        }
    }

    /** A command that is running is ended; it is run again after the next start. */
    @Override
    public void stop() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    private interface Look {
        void take() throws InterruptedException;
    }

    private void begin(String name, Look look) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(() -> again(look)));
    }

    private static void again(Look look) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look.take();
                Thread.sleep(ROUND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
