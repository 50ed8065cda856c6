package dev.postseal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where Postseal keeps what is its own on this machine: the embedded database and generated secrets
 * ({@code postseal.data-dir}). It exists and can be written to once the value exists.
 */
public record DataDirectory(Path path) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    /**
     * @throws IllegalStateException with a line fit for an administrator when it cannot be made or written to
     */
    public DataDirectory {
        path = path.toAbsolutePath().normalize();
        try {
            makePrivate(path);
            Files.delete(Files.createTempFile(path, ".writable", ""));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "postseal.data-dir=" + path + " cannot be written to ("
                            + e.getClass().getSimpleName()
                            + "): it has to be a directory that this user may create or write in",
                    e);
        }
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** The directory of that name inside, made if need be, closed to everyone else: secrets, programs and mail lie there. */
    public Path directory(String name) throws IOException {
        return Files.setPosixFilePermissions(makePrivate(resolve(name)), PRIVATE);
    }

    private static Path makePrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        return Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
    }
}
