package dev.postseal.account;

import dev.postseal.database.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.stereotype.Component;

/** Where the first administrator finds the password that was made for them; gone once they have one of their own. */
@Component
class InitialPasswordFile {
    private final Path path;

    InitialPasswordFile(DataDirectory directory) {
        this.path = directory.resolve("initial-admin-password");
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Never readable by others, not even for the moment between creating and writing. */
    void write(String password) {
        try {
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(path, password + "\n", StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("The initial password cannot be written to " + path, e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
