package dev.postseal.account;

import dev.postseal.database.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where the first administrator finds the password that was made for them; gone once they have one of their own. */
@Component
class InitialPasswordFile {
    private static final Logger log = LoggerFactory.getLogger(InitialPasswordFile.class);

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

    /** The password in it no longer works by then, so a file that cannot be deleted is untidy, not a danger. */
    void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("The initial password file {} is no longer needed, but cannot be deleted: {}", path, e.toString());
        }
    }
}
