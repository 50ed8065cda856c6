package dev.postseal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ShortWaitTest {
    @Test
    void aBusyPoolIsWaitedForEvenWhenSomebodyLooksOn() throws Exception {
        try (HikariDataSource pool = pool(TestDatabase.fresh().url(), 2);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            var source = new ShortWait.Source(pool);
            Future<Boolean> looking;
            try (Connection one = source.getConnection();
                    Connection two = source.getConnection()) {
                looking = threads.submit(() -> isConnected(source));
                assertThatThrownBy(() -> looking.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                assertThat(one.isValid(1) && two.isValid(1)).isTrue();
            }
            assertThat(looking.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsGivenTwoSecondsByWhoeverLooksOnAndTheWholeTimeByEverythingElse() throws Exception {
        try (HikariDataSource pool = pool("jdbc:postgresql://127.0.0.1:1/postgres", 2);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            pool.setInitializationFailTimeout(-1);
            var source = new ShortWait.Source(pool);
            Future<?> other = threads.submit(() -> {
                try (Connection never = source.getConnection()) {
                    return never.isClosed();
                }
            });
            while (pool.getHikariPoolMXBean() == null) {
                Thread.onSpinWait();
            }
            long begun = System.nanoTime();
            assertThatThrownBy(() -> isConnected(source)).isInstanceOf(SQLTransientConnectionException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
            assertThat(other.isDone()).isFalse();
        }
    }

    private static boolean isConnected(ShortWait.Source source) throws SQLException {
        try (ShortWait wait = ShortWait.begin();
                Connection connection = source.getConnection()) {
            return connection.isValid(5);
        }
    }

    private static HikariDataSource pool(String url, int size) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(10_000);
        return pool;
    }
}
