package dev.postseal.web.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.NeedsSystemPart;
import dev.postseal.export.DatabaseMap;
import dev.postseal.export.MapFile;
import dev.postseal.export.OwnPostfix;
import dev.postseal.export.PostfixFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Real Postfix with the lines that the page gives it: from the database, and from the file once the command has run. */
@NeedsSystemPart({"postfix", "postmap", "sendmail"})
class PostfixReadsTest extends PostfixFixture {
    private static final Path DIRECTORY = directory();
    private static final Path FILE = DIRECTORY.resolve("tls_policy");

    @Autowired
    private DatabaseMap view;

    @Autowired
    private MapFile file;

    @DynamicPropertySource
    static void keepAFile(DynamicPropertyRegistry registry) {
        registry.add("postseal.export.file", FILE::toString);
        registry.add("postseal.export.command", () -> "postmap -c " + DIRECTORY + " hash:" + FILE);
    }

    @Test
    void postmapFindsEveryEntryInTheDatabaseAndInTheFile() throws Exception {
        Map<String, String> expected = entries();
        awaitFile(expected.size());
        for (String type :
                List.of("pgsql:" + postsealCf(), type(FileWay.of(file).mainCf()))) {
            try (var postfix = new OwnPostfix(type)) {
                assertThat(answers(postfix, type, expected.keySet(), "unknown.example", "it's.example"))
                        .as(type)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aChangeGovernsTheNextMessageThroughTheDatabaseWithNoReload() throws Exception {
        String mainCf = DatabaseWay.MAIN_CF.replace(
                "/etc/postfix/postseal.cf", postsealCf().toString());
        assertNextMessageIsGoverned(type(mainCf), line -> {});
    }

    @Test
    void aChangeGovernsTheNextMessageThroughTheFileWithNoReload() throws Exception {
        assertNextMessageIsGoverned(type(FileWay.of(file).mainCf()), this::awaitCommand);
    }

    private static String type(String mainCf) {
        return mainCf.replaceAll(".* = ", "");
    }

    /** As the page shows it, with the one thing that the administrator has to fill in. */
    private Path postsealCf() throws IOException {
        database.sql("alter role postseal_postfix password 'secret'").update();
        Path cf = DIRECTORY.resolve("postseal.cf");
        Files.writeString(cf, DatabaseWay.of(view, false, false).cf().replace("CHANGE-ME", "secret") + "\n");
        Files.setPosixFilePermissions(cf, PosixFilePermissions.fromString("rw-r--r--"));
        return cf;
    }

    private void awaitFile(int entries) {
        await(() -> lines().size() == entries && !marked());
    }

    /** Postfix tells one file from the next by its time in whole seconds: the next one is not made in the same second. */
    private void awaitCommand(String line) throws IOException {
        await(() -> lines().contains(line) && !marked());
        long made = Files.getLastModifiedTime(Path.of(FILE + ".db")).toMillis() / 1000;
        await(() -> Clock.systemUTC().millis() / 1000 > made + 1);
    }

    private static boolean marked() {
        return Files.exists(DIRECTORY.resolve(".tls_policy.command-due"));
    }

    private static List<String> lines() {
        try {
            return Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("postseal-export");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(directory.resolve("main.cf"), "compatibility_level = 3.6\n");
            return directory;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
