package dev.postseal.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * The map's file, which is at every moment, also after a power cut, either the former one or the new one as a whole. Beside
 * it lies a mark while the command has not yet been done for what is in the file, so that a restart does not forget it.
 */
final class WrittenFile {
    /** Postfix's programs read it as users of their own. */
    private static final Set<PosixFilePermission> FOR_ALL_TO_READ = PosixFilePermissions.fromString("rw-r--r--");

    private final Path file;
    private final Path fresh;
    private final Path mark;
    private long content;

    WrittenFile(Path file) {
        this.file = file;
        this.fresh = file.resolveSibling("." + file.getFileName() + ".new");
        this.mark = file.resolveSibling("." + file.getFileName() + ".command-due");
    }

    /** What is to be in the file. */
    @FunctionalInterface
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    Path directory() {
        return Objects.requireNonNull(file.getParent());
    }

    /**
     * Puts this content in the place of the former one, unless it is the same.
     *
     * @param marked whether to leave the mark before
     * @return whether it was another one
     */
    boolean replace(Content content, boolean marked) throws IOException {
        Files.deleteIfExists(fresh);
        try {
            write(content);
            if (Files.exists(file) && Files.mismatch(fresh, file) < 0) {
                return false;
            }
            putInPlace(marked);
            return true;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    boolean isMarked() {
        return Files.exists(mark);
    }

    /** Counts the contents since the start. */
    synchronized long content() {
        return content;
    }

    /** The command has been done for this content; for a later one it has not. */
    synchronized void done(long contentThen) throws IOException {
        if (content == contentThen) {
            Files.deleteIfExists(mark);
        }
    }

    private synchronized void putInPlace(boolean marked) throws IOException {
        if (marked) {
            mark();
        }
        content++;
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
    }

    private void mark() throws IOException {
        if (!isMarked()) {
            Files.createFile(mark);
        }
    }

    private void write(Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream stream = Channels.newOutputStream(channel);
            Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 65_536);
            content.writeTo(out);
            out.flush();
            Files.setPosixFilePermissions(fresh, FOR_ALL_TO_READ);
            channel.force(true);
        }
    }

    /** A new name is on the disk when its directory is. */
    private void forceDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
