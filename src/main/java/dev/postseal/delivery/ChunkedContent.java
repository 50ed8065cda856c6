package dev.postseal.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A message's content, fetched piece by piece; between two pieces it holds neither a connection nor a transaction. */
final class ChunkedContent extends InputStream {
    private final JdbcClient jdbc;
    private final long message;
    private final long size;
    private InputStream chunk = InputStream.nullInputStream();
    private int next;
    private long fetched;

    ChunkedContent(JdbcClient jdbc, long message, long size) {
        this.jdbc = jdbc;
        this.message = message;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = chunk.read(buffer, offset, length);
        while (read < 0 && fetched < size) {
            fetch();
            read = chunk.read(buffer, offset, length);
        }
        return read;
    }

    /** Too little means that somebody has deleted the message meanwhile: half of it must never pass for the whole. */
    private void fetch() throws IOException {
        try {
            var data = jdbc.sql("SELECT data FROM message_chunk WHERE message_id = ? AND seq = ?")
                    .params(message, next)
                    .query(byte[].class)
                    .optional();
            if (data.isEmpty()) {
                throw new IOException("content of the message is gone");
            }
            fetched += data.get().length;
            next++;
            chunk = new ByteArrayInputStream(data.get());
        } catch (DataAccessException e) {
            throw new IOException("database does not give the message", e);
        }
    }
}
