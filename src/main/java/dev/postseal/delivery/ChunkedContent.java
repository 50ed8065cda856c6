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
    private InputStream chunk = InputStream.nullInputStream();
    private int next;
    private boolean ended;
    private long fetched;

    ChunkedContent(JdbcClient jdbc, long message) {
        this.jdbc = jdbc;
        this.message = message;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = chunk.read(buffer, offset, length);
        while (read < 0 && !ended) {
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
            ended = data.isEmpty();
            fetched += data.map(piece -> piece.length).orElse(0);
            if (ended && fetched != size()) {
                throw new IOException("content of the message is gone");
            }
            next++;
            chunk = new ByteArrayInputStream(data.orElse(new byte[0]));
        } catch (DataAccessException e) {
            throw new IOException("database does not give the message", e);
        }
    }

    private long size() {
        return jdbc.sql("SELECT size FROM message WHERE id = ?")
                .param(message)
                .query(Long.class)
                .optional()
                .orElse(-1L);
    }
}
