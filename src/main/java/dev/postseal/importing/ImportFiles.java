package dev.postseal.importing;

import dev.postseal.database.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.stereotype.Component;

/**
 * Where what is to be imported lies while it is needed: below the data directory, readable by nobody else. A sender who is
 * slow therefore holds no connection to the database. What a process left behind is removed by the next.
 */
@Component
public class ImportFiles {
    /** More than a million entries with long parameters. */
    public static final long MAX_BYTES = 256L * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final Path directory;

    ImportFiles(DataDirectory data) throws IOException {
        directory = data.directory("imports");
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * Keeps what a stream holds until it is closed.
     *
     * @throws ImportTooLargeException when that is more than {@link #MAX_BYTES}; nothing is kept then
     */
    public ImportFile keep(InputStream in) throws IOException {
        ImportFile file = create();
        try (OutputStream out = Files.newOutputStream(file.path())) {
            copy(in, out);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** An empty file of its own. */
    public ImportFile create() throws IOException {
        return new ImportFile(Files.createTempFile(
                directory,
                "import",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            total += read;
            if (total > MAX_BYTES) {
                throw new ImportTooLargeException();
            }
            out.write(buffer, 0, read);
        }
    }
}
