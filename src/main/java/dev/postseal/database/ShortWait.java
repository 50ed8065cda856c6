package dev.postseal.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Somebody looks at a page meanwhile. On a thread where one of these is open, a database that is away is given two seconds;
 * one that is there and has its hands full is waited for as ever, and so it is for work that nobody looks at.
 */
public final class ShortWait implements AutoCloseable {
    private static final ThreadLocal<ShortWait> CURRENT = new ThreadLocal<>();
    private static final Duration SHORT = Duration.ofSeconds(2);

    private ShortWait() {}

    /** Until it is closed, on this thread; they do not nest. */
    public static ShortWait begin() {
        ShortWait begun = new ShortWait();
        CURRENT.set(begun);
        return begun;
    }

    @Override
    public void close() {
        CURRENT.remove();
    }

    /** The pool, which has one time for all who wait. */
    static final class Source extends DelegatingDataSource {
        private final HikariDataSource pooled;

        Source(HikariDataSource pooled) {
            super(pooled);
            this.pooled = pooled;
        }

        @Override
        public Connection getConnection() throws SQLException {
            // Before the first connection there is no pool.
            return CURRENT.get() != null && pooled.getHikariPoolMXBean() instanceof HikariPool pool
                    ? soon(pool)
                    : super.getConnection();
        }

        private Connection soon(HikariPool pool) throws SQLException {
            try {
                return pool.getConnection(SHORT.toMillis());
            } catch (SQLTransientConnectionException late) {
                if (pool.getActiveConnections() < pooled.getMaximumPoolSize()) {
                    throw late;
                }
                return super.getConnection();
            }
        }
    }
}
