package dev.postseal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class NotificationsTest {
    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database.dataSource());
    private final Notifications notifications =
            new Notifications(new ConnectionTo(database.url(), database.user(), database.password()));
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final NotificationListener listener = new NotificationListener() {
        @Override
        public void notified(String payload) {
            heard.add(payload);
        }

        @Override
        public void missed() {
            heard.add("missed");
        }
    };

    @AfterEach
    void stop() {
        notifications.stop();
    }

    @Test
    void hearsWhatIsCommittedAndSaysThatItMissedWhatCameBefore() throws Exception {
        notifications.listen("things", listener);
        notifications.start();

        assertThat(next()).isEqualTo("missed");
        sql.sql("SELECT pg_notify('things', 'one')").query(rows -> {});
        assertThat(next()).isEqualTo("one");
    }

    @Test
    void listensAgainWhenItsConnectionIsCutAndSaysSo() throws Exception {
        notifications.start();
        notifications.listen("things", listener);
        assertThat(next()).isEqualTo("missed");

        sql.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'postseal-notifications'")
                .query(rows -> {});

        assertThat(next()).isEqualTo("missed");
        sql.sql("SELECT pg_notify('things', 'again')").query(rows -> {});
        assertThat(next()).isEqualTo("again");
    }

    @Test
    void oneFailingListenerDoesNotSilenceTheOthers() throws Exception {
        notifications.listen("things", new NotificationListener() {
            @Override
            public void notified(String payload) {
                throw new IllegalStateException("cannot");
            }

            @Override
            public void missed() {
                throw new IllegalStateException("cannot");
            }
        });
        notifications.listen("things", listener);
        notifications.start();

        assertThat(next()).isEqualTo("missed");
    }

    private String next() throws InterruptedException {
        return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
    }
}
