package dev.postseal.web.imports;

import dev.postseal.importing.ImportFile;
import dev.postseal.policy.ImportProgress;
import dev.postseal.policy.ImportResult;
import dev.postseal.policy.OnConflict;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One import on its way from the file to the entries; in each state it waits for somebody, or somebody waits for it. */
final class ImportJob implements AutoCloseable {
    private final String owner;
    private final ImportFile file;
    private final OnConflict onConflict;
    private final PreviewPages preview;
    private final Instant startedAt;
    private volatile State state = new State.Working(ImportProgress.Stage.READING, 0);
    private volatile CountDownLatch rest = new CountDownLatch(1);
    private volatile boolean closed;

    ImportJob(String owner, ImportFile file, OnConflict onConflict, PreviewPages preview, Instant startedAt) {
        this.owner = owner;
        this.file = file;
        this.onConflict = onConflict;
        this.preview = preview;
        this.startedAt = startedAt;
    }

    /** How far it is. */
    sealed interface State {
        /** Something is being done. */
        record Working(ImportProgress.Stage stage, long lines) implements State {}

        /** What it would do is known; it waits to be told to. */
        record Previewed(ImportResult result) implements State {}

        /** It is over. */
        record Done(ImportResult result) implements State {}

        /**
         * It is over, and nothing was written.
         *
         * @param why the end of a message's key
         */
        record Failed(String why) implements State {}
    }

    String owner() {
        return owner;
    }

    ImportFile file() {
        return file;
    }

    OnConflict onConflict() {
        return onConflict;
    }

    PreviewPages preview() {
        return preview;
    }

    Instant startedAt() {
        return startedAt;
    }

    State state() {
        return state;
    }

    void progress(ImportProgress.Stage stage, long lines) {
        long read = state instanceof State.Working working ? Math.max(working.lines(), lines) : lines;
        state = new State.Working(stage, read);
    }

    /** Only one call of all that are made at once is to begin. */
    synchronized boolean begin() {
        if (!(state instanceof State.Previewed)) {
            return false;
        }
        rest = new CountDownLatch(1);
        state = new State.Working(ImportProgress.Stage.READING, 0);
        return true;
    }

    /** Whether its file is still there, and nothing is being done with it. */
    boolean isKept() {
        return !closed && !(state instanceof State.Working);
    }

    /** It has come to its end; nothing of it is left but what it says. */
    boolean isClosed() {
        return closed;
    }

    /** Whether it has come to its end and only waits to be read, or that person has left it. */
    boolean isLeftBy(String person) {
        return closed || (isKept() && owner.equals(person));
    }

    /**
     * The same file with another choice, in place of this one, which nobody can begin from then on.
     *
     * @return empty when something is being done, or the file has gone
     */
    synchronized Optional<ImportJob> chosen(OnConflict other, PreviewPages pages, Instant now) {
        if (!isKept()) {
            return Optional.empty();
        }
        state = new State.Working(ImportProgress.Stage.READING, 0);
        preview.close();
        return Optional.of(new ImportJob(owner, file, other, pages, now));
    }

    void reach(State next) {
        state = next;
        rest.countDown();
    }

    /** Waits a moment, for most imports are done before anybody could read that they are not. */
    void await(long millis) {
        try {
            rest.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        file.close();
        preview.close();
    }
}
