package dev.postseal.policy;

import dev.postseal.account.CurrentActor;
import dev.postseal.policy.ImportProgress.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Many entries at once, by the rules of single ones, in one transaction and in bounded memory. Unless conflicts are to be
 * skipped, one line that breaks a rule keeps all others from being written. Returns only when this node decides by what was
 * written. While it writes, other writers wait.
 */
@Service
public class PolicyImports {
    private final ImportTable table;
    private final ImportWrites writes;
    private final ImportPreviews previews;
    private final GoingBack goingBack;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final List<LivePolicies> live;
    private final CurrentActor actor;
    private final Clock clock;

    PolicyImports(
            ImportTable table,
            ImportWrites writes,
            ImportPreviews previews,
            GoingBack goingBack,
            JdbcTemplate template,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            List<LivePolicies> live,
            CurrentActor actor,
            Clock clock) {
        this.table = table;
        this.writes = writes;
        this.previews = previews;
        this.goingBack = goingBack;
        this.jdbc = JdbcClient.create(template);
        this.transaction = transaction;
        this.events = events;
        this.live = live;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Writes nothing.
     *
     * @param lines is given what would become of each line, in their order
     * @throws IOException when the source cannot be read
     */
    public ImportResult preview(
            ImportSource source, OnConflict onConflict, ImportProgress progress, Consumer<ImportPreview> lines)
            throws IOException {
        return inTransaction(() -> {
            Instant now = clock.instant();
            ImportResult result = compared(source, onConflict, progress, now);
            previews.forEach(onConflict, now, lines);
            return result;
        });
    }

    /** What an import would do, in numbers; writes nothing. */
    public ImportResult dryRun(ImportSource source, OnConflict onConflict, ImportProgress progress) throws IOException {
        return inTransaction(() -> compared(source, onConflict, progress, clock.instant()));
    }

    /**
     * Imports.
     *
     * @return whether it was applied, and if not, why
     * @throws IOException when the source cannot be read; nothing is written then
     * @throws NotInForceException when it is written, but this node could not confirm that it decides by it
     */
    public ImportResult run(ImportSource source, OnConflict onConflict, ImportProgress progress) throws IOException {
        ImportResult result = inTransaction(() -> write(source, onConflict, progress));
        progress.at(Stage.FOLLOWING, 0);
        if (result.applied()) {
            live.forEach(LivePolicies::catchUp);
        }
        return result;
    }

    private ImportResult write(ImportSource source, OnConflict onConflict, ImportProgress progress) throws IOException {
        table.fill(source, progress);
        progress.at(Stage.COMPARING, 0);
        writes.begin();
        goingBack.all();
        Instant now = clock.instant();
        ImportResult result = counted(onConflict, now);
        if (result.rejected() > 0 && onConflict != OnConflict.SKIP) {
            return result;
        }
        progress.at(Stage.WRITING, 0);
        if (result.writes() > 0) {
            write(result, now);
        }
        return result.written();
    }

    private void write(ImportResult result, Instant now) {
        String who = actor.get().label();
        if (result.updated() > 0) {
            writes.rememberReplaced(now);
            writes.replace(now, who);
        }
        if (result.created() > 0) {
            writes.insert(now, who, result.created());
        }
        events.publishEvent(writes.batch(result, who, now));
    }

    private ImportResult compared(ImportSource source, OnConflict onConflict, ImportProgress progress, Instant now)
            throws IOException {
        table.fill(source, progress);
        progress.at(Stage.COMPARING, 0);
        return counted(onConflict, now);
    }

    private ImportResult counted(OnConflict onConflict, Instant now) {
        if (onConflict == OnConflict.FAIL) {
            table.refuseTaken();
        }
        long rejected = table.rejected();
        return jdbc.sql("select count(*) filter (where e.id is null) as created,"
                        + " count(*) filter (where e.id is not null and " + ImportTable.DIFFERS + ") as different,"
                        + " count(*) filter (where e.id is not null) as existing" + ImportTable.BESIDE_ENTRIES)
                .param("now", Timestamp.from(now))
                .query((row, number) -> {
                    long updated = onConflict == OnConflict.REPLACE ? row.getLong("different") : 0;
                    long skipped = row.getLong("existing") - updated;
                    return new ImportResult(
                            row.getLong("created"), updated, skipped, rejected, table.rejections(), false);
                })
                .single();
    }

    /** An act that reads a source. */
    private interface Reading {
        ImportResult get() throws IOException;
    }

    private ImportResult inTransaction(Reading work) throws IOException {
        try {
            return required(transaction.execute(status -> patiently(work)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ImportResult patiently(Reading work) {
        Supplier<ImportResult> unchecked = () -> {
            try {
                return work.get();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return writes.patiently(unchecked);
    }

    private static ImportResult required(@Nullable ImportResult result) {
        if (result == null) {
            throw new IllegalStateException("a transaction gave no result");
        }
        return result;
    }
}
