package dev.postseal.delivery;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a message waits until its sender has said all of it: a slow sender must hold neither a database connection nor
 * much memory. Small messages stay in memory, others go to a temporary file that only we can read.
 */
final class Spool implements AutoCloseable {
    private static final int IN_MEMORY = 256 * 1024;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream toFile;
    private long size;
    private boolean eightBit;
    private boolean eightBitHeader;
    private int receivedFields;

    private Spool() {}

    /** Reads the content to its end; nothing is left behind when that fails. */
    static Spool of(InputStream content) throws IOException {
        var spool = new Spool();
        try {
            spool.fill(content);
            return spool;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    boolean eightBit() {
        return eightBit;
    }

    boolean eightBitHeader() {
        return eightBitHeader;
    }

    int receivedFields() {
        return receivedFields;
    }

    InputStream open() throws IOException {
        return file == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : new BufferedInputStream(Files.newInputStream(file));
    }

    @Override
    public void close() throws IOException {
        if (toFile != null) {
            toFile.close();
            toFile = null;
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private void fill(InputStream content) throws IOException {
        var canonical = new CanonicalOutput(new Overflowing());
        content.transferTo(canonical);
        canonical.finish();
        size = canonical.size();
        eightBit = canonical.eightBit();
        eightBitHeader = canonical.eightBitHeader();
        receivedFields = canonical.receivedFields();
        if (toFile != null) {
            toFile.close();
            toFile = null;
        }
    }

    /** Writes to memory until it is full, then moves all of it to a file. */
    private final class Overflowing extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (toFile == null && memory.size() + length > IN_MEMORY) {
                toFile = spill();
            }
            (toFile == null ? memory : toFile).write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (toFile != null) {
                toFile.flush();
            }
        }

        private OutputStream spill() throws IOException {
            Path path = Files.createTempFile("postseal-", ".message");
            file = path;
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 65_536);
            memory.writeTo(out);
            memory.reset();
            return out;
        }
    }
}
