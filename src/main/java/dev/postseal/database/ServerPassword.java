package dev.postseal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The embedded server's password: without one, every user of this machine could read and change all policies over
 * loopback.
 */
record ServerPassword(Path file, String value) {
    static ServerPassword in(DataDirectory directory) throws IOException {
        Path file = directory.resolve("postgresql.password");
        if (!Files.exists(directory.resolve("postgresql").resolve("postgresql.conf"))) {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, random(), StandardOpenOption.WRITE);
        }
        return new ServerPassword(file, Files.readString(file).strip());
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "ServerPassword[" + file + "]";
    }
}
