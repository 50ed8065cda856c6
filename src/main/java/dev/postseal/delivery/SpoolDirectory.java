package dev.postseal.delivery;

import dev.postseal.database.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Where large messages lie while they come in: {@code <data-dir>/spool}. A file loses its name as soon as it is open, so
 * the system takes its space back however this process ends.
 */
@Component
final class SpoolDirectory {
    private static final String ENDING = ".message";
    private static final Set<StandardOpenOption> PRIVATE_AND_NAMELESS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);

    private final Path directory;

    @Autowired
    SpoolDirectory(DataDirectory data) {
        this(made(data));
    }

    SpoolDirectory(Path directory) {
        this.directory = directory;
        removeLeftovers();
    }

    /** A new file that only we can read, and that is gone when it is closed. */
    FileChannel create() throws IOException {
        return FileChannel.open(
                directory.resolve(UUID.randomUUID() + ENDING),
                PRIVATE_AND_NAMELESS,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * What a process left that died between opening a file and taking its name away. Another node on the same directory
     * loses nothing by it: it has its files open and needs no names.
     */
    private void removeLeftovers() {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "postseal.data-dir: " + directory + " cannot be cleared (" + e.getMessage() + ")", e);
        }
    }

    private static Path made(DataDirectory data) {
        try {
            return data.directory("spool");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "postseal.data-dir: " + data.resolve("spool") + " cannot be made (" + e.getMessage() + ")", e);
        }
    }
}
