package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.database.RowStream;
import dev.postseal.database.TestDatabase;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyStore;
import dev.postseal.policy.ThereafterDraft;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The text map on disk, with a real database, a real file and a real shell. */
class MapFileTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String COUNTING = "echo run >> runs";

    @TempDir
    private Path directory;

    private final TestDatabase database = TestDatabase.fresh();
    private final PolicyStore store = new PolicyStore(database, NOW);
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private FollowedPolicies.@Nullable Following following;
    private @Nullable MapFile file;

    @BeforeEach
    void follow() {
        following = FollowedPolicies.following(store.feed(), store.lookup());
        store.live(following.live());
    }

    @AfterEach
    void stop() {
        if (file != null) {
            file.stop();
        }
        if (following != null) {
            following.close();
        }
    }

    @Test
    void aChangeIsInTheFileWithinASecondAndTheCommandIsRun() {
        keep(COUNTING);
        await(() -> runs() == 1);
        long began = System.nanoTime();
        create("one.example", "encrypt", null);
        await(() -> text().equals("one.example\tencrypt\n"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        await(() -> runs() == 2);
        await(() -> kept().status().commandAt() != null);
        assertThat(kept().status().failures()).isEmpty();
    }

    @Test
    void aChangeMadeOnAnotherNodeIsInTheFileToo() {
        keep("");
        await(() -> Files.exists(path()));
        jdbc.sql("""
                insert into policy_entry (target, policy, created_at, created_by, updated_at, updated_by, search_text)
                values ('other.example', 'may', now(), 'psql', now(), 'psql', '')""").update();
        await(() -> text().equals("other.example\tmay\n"));
    }

    @Test
    void anEntryGoesFromTheFileWhenItExpires() {
        create("short.example", "may", NOW.plusSeconds(60));
        create("long.example", "may", NOW.plusSeconds(600));
        keep(COUNTING);
        await(() -> text().equals("long.example\tmay\nshort.example\tmay\n"));

        store.clock().advance(Duration.ofSeconds(60));

        await(() -> text().equals("long.example\tmay\n"));
        await(() -> runs() == 2);
    }

    @Test
    void theSameContentIsNotWrittenAgainAndNoCommandRunForIt() throws Exception {
        create("one.example", "may", null);
        keep(COUNTING);
        await(() -> runs() == 1 && !marked());
        kept().stop();
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(path(), longAgo);

        keep(COUNTING);
        await(() -> kept().status().writtenAt() != null);
        // The next entry's line is not in the file; only after it there is something new to be written.
        store.policies().create(new PolicyDraft("off.example", "may", "", false, "", "", null));
        create("two.example", "may", null);
        await(() -> runs() == 2 && !marked());
        assertThat(kept().status().writtenAt()).isAfter(longAgo.toInstant());
        assertThat(lines(directory.resolve("runs"))).hasSize(2);
    }

    @Test
    void aRestartFindsTheRightFileAndLeavesItAlone() throws Exception {
        create("one.example", "may", null);
        keep(COUNTING);
        await(() -> runs() == 1 && !marked());
        kept().stop();
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(path(), longAgo);

        keep(COUNTING);

        await(() -> longAgo.toInstant().equals(kept().status().writtenAt()));
        assertThat(Files.getLastModifiedTime(path())).isEqualTo(longAgo);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void aCommandThatWasNotDoneIsDoneAfterTheNextStart() {
        keep("false");
        await(() -> kept().status().failures().size() == 1);
        kept().stop();

        keep(COUNTING);

        await(() -> runs() == 1 && !marked());
        assertThat(kept().status().failures()).isEmpty();
    }

    @Test
    void aFailingCommandIsShownAndTriedAgainUntilItSucceeds() throws Exception {
        keep("echo postmap: no such type >&2; test -e allowed && " + COUNTING);
        await(() -> !kept().status().failures().isEmpty());

        MapFile.Failure failure = kept().status().failures().getFirst();
        assertThat(failure.trouble()).isEqualTo(MapFile.Trouble.COMMAND);
        assertThat(failure.detail()).isEqualTo("exit status 1: postmap: no such type");
        assertThat(new ExportHealth(kept()).health().getStatus()).isEqualTo(Status.DOWN);

        Files.createFile(directory.resolve("allowed"));
        await(() -> runs() == 1);
        await(() -> new ExportHealth(kept()).health().getStatus().equals(Status.UP));
    }

    @Test
    void aFileThatCannotBeWrittenIsShownAndTriedAgainUntilItCan() throws Exception {
        Path inTheWay = Files.createDirectory(directory.resolve(".tls_policy.new"));
        Files.createFile(inTheWay.resolve("something"));
        keep("");
        await(() -> !kept().status().failures().isEmpty());
        assertThat(kept().status().failures().getFirst().trouble()).isEqualTo(MapFile.Trouble.FILE);

        Files.delete(inTheWay.resolve("something"));
        await(() -> Files.exists(path()) && kept().status().failures().isEmpty());
    }

    @Test
    void aCommandThatTakesTooLongIsEndedWithAllItStarted() throws Exception {
        MapCommand.Result result =
                new MapCommand("echo begun; sleep 600 & echo $! > child; wait", Duration.ofSeconds(1)).run(directory);

        assertThat(result).isEqualTo(new MapCommand.Result.TooLong("begun"));
        long child = Long.parseLong(lines(directory.resolve("child")).getFirst());
        await(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void endlessOutputAndWhatIsLeftInTheBackgroundHoldNothingUp() throws Exception {
        MapCommand.Result result = new MapCommand(
                        "head -c 10000000 /dev/zero | tr '\\0' x; sleep 5 & exit 3", Duration.ofSeconds(60))
                .run(directory);

        assertThat(result).isEqualTo(new MapCommand.Result.Failed(3, "x".repeat(4_000)));
    }

    @Test
    void theFileIsTheExportAndReadableByAll() throws Exception {
        for (int i = 0; i < 50; i++) {
            create("d" + i + ".example", "secure", null);
        }
        keep("");
        await(() -> Files.exists(path()));
        var text = new StringWriter();
        map().writeTo(text);
        await(() -> text().equals(text.toString()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-r--r--");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(path());
        }
    }

    @Test
    void aFileThatSomebodyRemovedIsWrittenAgain() throws Exception {
        keep("");
        await(() -> kept().status().writtenAt() != null);
        Files.delete(path());
        await(() -> Files.exists(path()));
    }

    @Test
    void wrongSettingsAreRefusedByName() {
        for (String[] wrong : List.of(
                new String[] {"tls_policy", null, "an absolute path of a file is wanted"},
                new String[] {directory + "/", null, "an absolute path of a file is wanted"},
                new String[] {directory + "/missing/tls_policy", null, "there is no directory"},
                new String[] {directory.toString(), null, "what is there is not a file"})) {
            assertThatThrownBy(() -> new ExportSettings(wrong[0], wrong[1]))
                    .hasMessageStartingWith("postseal.export.file=" + wrong[0] + ": " + wrong[2]);
        }
        assertThatThrownBy(() -> new ExportSettings("", "postmap x"))
                .hasMessageStartingWith("postseal.export.command=postmap x is run after postseal.export.file");
        assertThat(new ExportSettings("", " ").path()).isNull();
    }

    @Test
    void anEntrySaysInTheFileWhatItSaidBeforeWhenAnOverrideEnds() {
        store.policies()
                .create(new PolicyDraft("bank.example", "encrypt", "", true, "", "", NOW.plusSeconds(60))
                        .followedBy(new ThereafterDraft("verify", "match=mx.bank.example", "", "")));
        keep(COUNTING);
        await(() -> text().equals("bank.example\tencrypt\n"));

        store.clock().advance(Duration.ofSeconds(60));

        await(() -> text().equals("bank.example\tverify match=mx.bank.example\n"));
        await(() -> runs() == 2);
    }

    private void keep(String command) {
        file = new MapFile(new ExportSettings(path().toString(), command), map(), store.lookup(), store.clock());
        file.start();
    }

    private PostfixMap map() {
        var source = database.dataSource();
        return new PostfixMap(
                new JdbcTemplate(source), new RowStream(source), new JdbcTransactionManager(source), store.clock());
    }

    private MapFile kept() {
        return java.util.Objects.requireNonNull(file);
    }

    private void create(String target, String policy, @Nullable Instant expiresAt) {
        store.policies().create(new PolicyDraft(target, policy, "", true, "", "", expiresAt));
    }

    private Path path() {
        return directory.resolve("tls_policy");
    }

    private boolean marked() {
        return Files.exists(directory.resolve(".tls_policy.command-due"));
    }

    private int runs() {
        Path runs = directory.resolve("runs");
        return Files.exists(runs) ? lines(runs).size() : 0;
    }

    private String text() {
        return Files.exists(path())
                ? String.join(
                        "", lines(path()).stream().map(line -> line + "\n").toList())
                : "";
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        SocketmapFixture.await(condition);
    }
}
