package dev.postseal.policy;

import dev.postseal.database.DatabaseAhead;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * All entries, read while the rest of the product is put together. They are where a follower begins, nothing more: what
 * changed since, also by a migration of this very start, it has to read itself.
 */
public final class PoliciesAhead {
    private static final Logger log = LoggerFactory.getLogger(PoliciesAhead.class);

    private final FutureTask<Optional<PolicyFeed.Update.Everything>> reading;

    private PoliciesAhead(FutureTask<Optional<PolicyFeed.Update.Everything>> reading) {
        this.reading = reading;
    }

    /** Begins as soon as there is a database. */
    static final class Start implements ApplicationListener<ApplicationPreparedEvent>, Ordered {
        @Override
        public void onApplicationEvent(ApplicationPreparedEvent event) {
            ConfigurableApplicationContext context = event.getApplicationContext();
            DatabaseAhead database = context.getBeanFactory().getBean(DatabaseAhead.class);
            context.getBeanFactory().registerSingleton("policiesAhead", begin(database));
        }

        /** After the database's. */
        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }
    }

    private static PoliciesAhead begin(DatabaseAhead database) {
        var reading = new FutureTask<>(() -> read(database));
        Thread.ofPlatform().name("policies-ahead").daemon().start(reading);
        return new PoliciesAhead(reading);
    }

    /** Waits until they have been read; empty when that was not possible, in a new database for example. */
    public Optional<PolicyFeed.Update.Everything> everything() throws InterruptedException, ExecutionException {
        return reading.get();
    }

    private static Optional<PolicyFeed.Update.Everything> read(DatabaseAhead database) {
        try {
            DataSource source = database.unpooled();
            var feed = new PolicyFeed(new JdbcTemplate(source), new JdbcTransactionManager(source));
            return Optional.of(feed.everything());
        } catch (RuntimeException e) {
            log.debug("Policies cannot be read ahead: {}", e.toString());
            return Optional.empty();
        }
    }
}
