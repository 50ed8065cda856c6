package dev.postseal.web.imports;

import dev.postseal.account.CurrentActor;
import dev.postseal.importing.ImportFile;
import dev.postseal.importing.ImportFiles;
import dev.postseal.importing.ImportFormat;
import dev.postseal.importing.UnreadableImportException;
import dev.postseal.policy.ImportSource;
import dev.postseal.policy.NotInForceException;
import dev.postseal.policy.OnConflict;
import dev.postseal.policy.PolicyImports;
import dev.postseal.threads.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;

/**
 * Imports that somebody works at in the console. They live on this node; their files go when they are over, left alone for
 * an hour, or at the next start.
 */
@Component
class ImportJobs {
    private static final int MOST = 8;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(ImportJobs.class);

    private final ImportFiles files;
    private final PolicyImports imports;
    private final CurrentActor actor;
    private final Clock clock;
    private final Executor threads;
    private final Map<String, ImportJob> jobs = new ConcurrentHashMap<>();

    @Autowired
    ImportJobs(ImportFiles files, PolicyImports imports, CurrentActor actor, Clock clock) {
        this(files, imports, actor, clock, new Workers("import"));
    }

    /** @param threads of which one is asked for by each look at a file and by each import */
    ImportJobs(ImportFiles files, PolicyImports imports, CurrentActor actor, Clock clock, Executor threads) {
        this.threads = threads;
        this.files = files;
        this.imports = imports;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Keeps the content and begins to look at it.
     *
     * @return the id; empty when too many are under way
     */
    synchronized Optional<String> start(InputStream content, OnConflict onConflict) throws IOException {
        dropOld();
        if (jobs.size() >= MOST) {
            makeRoom();
        }
        if (jobs.size() >= MOST) {
            return Optional.empty();
        }
        ImportFile file = files.keep(content);
        var job = new ImportJob(actor.get().label(), file, onConflict, new PreviewPages(files), clock.instant());
        String id = UUID.randomUUID().toString();
        jobs.put(id, job);
        inBackground(job, () -> preview(job));
        return Optional.of(id);
    }

    /** An import of the person who asks. */
    Optional<ImportJob> find(String id) {
        return Optional.ofNullable(jobs.get(id))
                .filter(job -> job.owner().equals(actor.get().label()));
    }

    /** Looks at the same content again, with another choice; what it would do is to be asked for by the same id. */
    synchronized void choose(String id, OnConflict onConflict) throws IOException {
        var pages = new PreviewPages(files);
        ImportJob chosen = find(id).flatMap(job -> job.chosen(onConflict, pages, clock.instant()))
                .orElse(null);
        if (chosen == null) {
            pages.close();
            return;
        }
        jobs.put(id, chosen);
        inBackground(chosen, () -> preview(chosen));
    }

    /** Does what the preview showed, or what that has become since. */
    synchronized void run(ImportJob job) {
        if (job.begin()) {
            inBackground(job, () -> {
                ImportSource source = source(job);
                var result = imports.run(source, job.onConflict(), job::progress);
                if (result.applied()) {
                    job.close();
                }
                job.reach(new ImportJob.State.Done(result));
            });
        }
    }

    synchronized void drop(String id) {
        find(id).filter(job -> !(job.state() instanceof ImportJob.State.Working))
                .ifPresent(job -> {
                    jobs.remove(id);
                    job.close();
                });
    }

    private void preview(ImportJob job) throws IOException {
        var result = imports.preview(
                source(job),
                job.onConflict(),
                job::progress,
                line -> job.preview().add(line));
        job.preview().complete();
        job.reach(new ImportJob.State.Previewed(result));
    }

    private static ImportSource source(ImportJob job) throws IOException {
        return ImportFormat.of(job.file().path()).read(job.file().path());
    }

    private interface Work {
        void run() throws IOException;
    }

    /** As the person who asked for it: the entries will bear their name. */
    private void inBackground(ImportJob job, Work work) {
        Runnable asThatPerson = new DelegatingSecurityContextRunnable(() -> toItsEnd(job, work));
        try {
            threads.execute(asThatPerson);
        } catch (RejectedExecutionException noThread) {
            log.error("No thread is to be had for an import", noThread);
            fail(job, "error");
        }
    }

    private static void toItsEnd(ImportJob job, Work work) {
        try {
            work.run();
        } catch (UnreadableImportException e) {
            fail(job, "unreadable");
        } catch (NotInForceException e) {
            job.close();
            fail(job, "not-in-force");
        } catch (IOException | RuntimeException e) {
            log.error("An import failed", e);
            fail(job, "error");
        }
    }

    /** What was given stays, to be corrected or tried again. */
    private static void fail(ImportJob job, String why) {
        job.preview().close();
        job.reach(new ImportJob.State.Failed(why));
    }

    /** What is over only waits to be read; and who begins anew has left what they looked at before. */
    private void makeRoom() {
        String owner = actor.get().label();
        jobs.entrySet().stream()
                .filter(entry -> entry.getValue().isLeftBy(owner))
                .min(Comparator.comparing((Map.Entry<String, ImportJob> entry) ->
                                !entry.getValue().owner().equals(owner))
                        .thenComparing(entry -> !entry.getValue().isClosed())
                        .thenComparing(entry -> entry.getValue().startedAt()))
                .ifPresent(entry -> {
                    jobs.remove(entry.getKey());
                    entry.getValue().close();
                });
    }

    private void dropOld() {
        Instant before = clock.instant().minus(KEPT);
        jobs.entrySet().removeIf(entry -> {
            ImportJob job = entry.getValue();
            boolean old = job.startedAt().isBefore(before) && !(job.state() instanceof ImportJob.State.Working);
            if (old) {
                job.close();
            }
            return old;
        });
    }
}
