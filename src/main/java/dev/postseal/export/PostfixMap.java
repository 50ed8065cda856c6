package dev.postseal.export;

import dev.postseal.database.RowStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The text map that {@code postmap} reads: {@code target<TAB>policy parameters}, one line each, sorted by target, of the
 * entries that are active and not expired. A map is read from one snapshot of the database through a cursor: it is never a
 * mixture of two states, and a million lines need no more memory than a few thousand.
 */
@Component
public class PostfixMap {
    private final JdbcTemplate jdbc;
    private final RowStream stream;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    PostfixMap(JdbcTemplate jdbc, RowStream stream, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.stream = stream;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
        this.clock = clock;
    }

    /** The map as it is at one moment; of use only while the reader is called. */
    public interface Snapshot {
        /** Names this content: equal tags, equal lines. */
        String tag();

        /** Every change up to this revision is in it. */
        long revision();

        /** When the next of its lines goes, or says something else, because its entry ends; not later than that. */
        Optional<Instant> nextExpiry();

        void writeTo(Writer out) throws IOException;
    }

    /** Takes what it wants of a snapshot. */
    @FunctionalInterface
    public interface Reader {
        void read(Snapshot snapshot) throws IOException;
    }

    /**
     * Writes the map of this moment.
     *
     * @throws org.springframework.dao.DataAccessException when the database fails, perhaps after a part has been written
     */
    public void writeTo(Writer out) throws IOException {
        read(map -> map.writeTo(out));
    }

    /**
     * Lets the reader have the map of this moment. A database connection is held until it returns.
     *
     * @throws IOException what the reader threw
     */
    public void read(Reader reader) throws IOException {
        Timestamp now = Timestamp.from(clock.instant());
        try {
            snapshot.executeWithoutResult(status -> {
                try {
                    reader.read(new AtMoment(now));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private final class AtMoment implements Snapshot {
        private final Timestamp now;

        AtMoment(Timestamp now) {
            this.now = now;
        }

        /** Without a new revision entries can only end, so the number of those that are over says which they are. */
        @Override
        public String tag() {
            String tag = jdbc.queryForObject("""
                    select revision || '-' || (select count(*) from policy_entry where expires_at <= ?)
                    from policy_revision""", String.class, now);
            return Objects.requireNonNull(tag);
        }

        @Override
        public long revision() {
            Long revision = jdbc.queryForObject("select revision from policy_revision", Long.class);
            return Objects.requireNonNull(revision);
        }

        @Override
        public Optional<Instant> nextExpiry() {
            String next = "select min(expires_at) from policy_entry where expires_at > ?";
            return Optional.ofNullable(jdbc.queryForObject(next, Timestamp.class, now))
                    .map(Timestamp::toInstant);
        }

        @Override
        public void writeTo(Writer out) throws IOException {
            try {
                stream.forEach(
                        """
                        select target, case when over then thereafter_policy else policy end,
                            case when over then thereafter_parameters else parameters end
                        from (select e.*, coalesce(expires_at <= ?, false) as over from policy_entry e where active) e
                        where not over or thereafter_policy is not null order by target""",
                        row -> {
                            writeLine(row, out);
                        },
                        now);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private static void writeLine(ResultSet row, Writer out) throws SQLException {
            try {
                String parameters = row.getString(3);
                out.append(row.getString(1)).append('\t').append(row.getString(2));
                if (!parameters.isEmpty()) {
                    out.append(' ').append(parameters);
                }
                out.append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
