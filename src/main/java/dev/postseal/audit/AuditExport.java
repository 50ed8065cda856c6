package dev.postseal.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Service;

/** Records as files, written to their reader while they are read from the database. */
@Service
public class AuditExport {
    /** Each one holds a database connection for as long as its reader takes; the others must not run dry. */
    private static final int AT_ONCE = 3;

    private final Audit audit;
    private final AuditFiles files;
    private final Semaphore places = new Semaphore(AT_ONCE);

    AuditExport(Audit audit, AuditFiles files) {
        this.audit = audit;
        this.files = files;
    }

    /** The forms there are. */
    public enum Format {
        CSV("text/csv;charset=UTF-8"),
        JSON("application/json");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** Where an export goes; asked for once it is sure that there will be one. */
    @FunctionalInterface
    public interface Destination {
        OutputStream open() throws IOException;
    }

    /**
     * @return whether it was written; false: too many are being written just now, and the destination was not asked for
     * @throws IOException when the reader has gone
     */
    public boolean write(AuditQuery query, Format format, Destination destination) throws IOException {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            AuditFiles.Writer writer = files.writer(format, destination.open());
            audit.forEach(query, writer::add);
            writer.end();
            return true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            places.release();
        }
    }
}
