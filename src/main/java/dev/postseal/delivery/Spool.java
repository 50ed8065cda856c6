package dev.postseal.delivery;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where a message waits until its sender has said all of it: a slow sender must hold neither a database connection nor
 * much memory. Small messages stay in memory, others go to a file in {@link SpoolDirectory}.
 */
final class Spool implements AutoCloseable {
    private static final int IN_MEMORY = 256 * 1024;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private final SpoolDirectory directory;
    private @Nullable FileChannel file;
    private @Nullable OutputStream toFile;
    private long size;
    private boolean eightBit;
    private boolean eightBitHeader;
    private int receivedFields;

    private Spool(SpoolDirectory directory) {
        this.directory = directory;
    }

    /** Reads the content to its end; nothing is left behind when that fails. */
    static Spool of(SpoolDirectory directory, InputStream content) throws IOException {
        var spool = new Spool(directory);
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

    /** The content from its beginning; one reader at a time. */
    InputStream open() throws IOException {
        FileChannel spilled = file;
        if (spilled == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        // Closing this stream must not close the file, which would be gone then.
        return new BufferedInputStream(new FilterInputStream(Channels.newInputStream(spilled.position(0))) {
            @Override
            public void close() {}
        });
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
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
            toFile.flush();
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
            FileChannel created = directory.create();
            file = created;
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(created), 65_536);
            memory.writeTo(out);
            memory.reset();
            return out;
        }
    }
}
