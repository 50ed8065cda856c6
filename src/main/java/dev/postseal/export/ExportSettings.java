package dev.postseal.export;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the text map on disk; a wrong value stops the start.
 *
 * @param file an absolute path; unset or empty: no file
 * @param command run by {@code /bin/sh -c} after each change of the file; unset or empty: none
 */
@ConfigurationProperties("postseal.export")
record ExportSettings(@Nullable String file, @Nullable String command) {
    ExportSettings {
        file = file == null || file.isBlank() ? null : file.strip();
        command = command == null || command.isBlank() ? null : command.strip();
        if (file != null) {
            requireFile(file);
        } else if (command != null) {
            throw new IllegalArgumentException("postseal.export.command=" + command
                    + " is run after postseal.export.file has been written: set that, too");
        }
    }

    @Nullable Path path() {
        return file == null ? null : Path.of(file);
    }

    private static void requireFile(String file) {
        Path path = absolute(file);
        Path directory = path.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw wrong(file, "there is no directory " + directory);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw wrong(file, "what is there is not a file");
        }
        if (!Files.isWritable(directory)) {
            throw wrong(file, "this user may not write in " + directory);
        }
    }

    private static Path absolute(String file) {
        try {
            Path path = Path.of(file);
            if (path.isAbsolute() && !file.endsWith("/")) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw wrong(file, String.valueOf(e.getReason()));
        }
        throw wrong(file, "an absolute path of a file is wanted, such as /etc/postfix/postseal/tls_policy");
    }

    private static IllegalArgumentException wrong(String file, String why) {
        return new IllegalArgumentException("postseal.export.file=" + file + ": " + why);
    }
}
