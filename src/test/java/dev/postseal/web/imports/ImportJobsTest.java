package dev.postseal.web.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.postseal.account.Actor;
import dev.postseal.account.CurrentActor;
import dev.postseal.importing.ImportFile;
import dev.postseal.importing.ImportFiles;
import dev.postseal.policy.OnConflict;
import dev.postseal.policy.PolicyImports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportJobsTest {
    private static final int MORE_THAN_ARE_KEPT = 20;

    @Test
    void importForWhichThereIsNoThreadHasFailedAndKeepsNobodyWaiting(@TempDir Path directory) throws Exception {
        ImportFiles files = mock(ImportFiles.class);
        when(files.keep(any())).thenAnswer(call -> fileIn(directory));
        when(files.create()).thenAnswer(call -> fileIn(directory));
        CurrentActor actor = mock(CurrentActor.class);
        when(actor.get()).thenReturn(new Actor.TheSystem());
        Executor threads = task -> {
            throw new RejectedExecutionException("no thread");
        };
        var jobs = new ImportJobs(files, mock(PolicyImports.class), actor, Clock.systemUTC(), threads);

        for (int i = 0; i < MORE_THAN_ARE_KEPT; i++) {
            Optional<String> id = jobs.start(InputStream.nullInputStream(), OnConflict.SKIP);

            assertThat(id).as("import %d has its place", i).isPresent();
            assertThat(jobs.find(id.orElseThrow()).map(ImportJob::state)).contains(new ImportJob.State.Failed("error"));
        }
    }

    private static ImportFile fileIn(Path directory) throws IOException {
        return new ImportFile(Files.createTempFile(directory, "import", ""));
    }
}
