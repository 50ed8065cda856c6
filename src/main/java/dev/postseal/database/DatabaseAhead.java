package dev.postseal.database;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The database, found or started while the rest of the product is put together, which takes seconds. What goes wrong is
 * thrown at whoever asks for it.
 */
public final class DatabaseAhead implements DisposableBean {
    private static final String NAME = "databaseAhead";

    private final FutureTask<Found> finding;

    private DatabaseAhead(FutureTask<Found> finding) {
        this.finding = finding;
    }

    private record Found(ConnectionTo connection, @Nullable EmbeddedServer server) {}

    /** Begins as soon as the settings are known. */
    static final class Start implements ApplicationListener<ApplicationPreparedEvent>, Ordered {
        @Override
        public void onApplicationEvent(ApplicationPreparedEvent event) {
            DatabaseAhead ahead = begin(event.getApplicationContext().getEnvironment());
            var beans =
                    (DefaultListableBeanFactory) event.getApplicationContext().getBeanFactory();
            beans.registerSingleton(NAME, ahead);
            beans.registerDisposableBean(NAME, ahead);
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    private static DatabaseAhead begin(Environment environment) {
        var finding = new FutureTask<>(() -> find(Binder.get(environment)));
        Thread.ofPlatform().name("postseal-database").daemon().start(finding);
        return new DatabaseAhead(finding);
    }

    private static Found find(Binder settings) {
        DataSourceProperties given = settings.bindOrCreate("spring.datasource", DataSourceProperties.class);
        if (given.getUrl() != null && !given.getUrl().isBlank()) {
            return new Found(GivenDatabase.checked(given), null);
        }
        DatabaseProperties own = settings.bindOrCreate("postseal", DatabaseProperties.class);
        EmbeddedServer server = EmbeddedServer.start(
                new DataDirectory(own.dataDir()), own.database().port());
        return new Found(new ConnectionTo(server.url(), EmbeddedServer.USER, server.password()), server);
    }

    /**
     * Connections that no pool keeps; waits until there can be one.
     *
     * @throws IllegalStateException with a line fit for an administrator when there is no database
     */
    public DataSource unpooled() {
        ConnectionTo database = connection();
        return new DriverManagerDataSource(database.url(), database.credentials());
    }

    ConnectionTo connection() {
        return found().connection();
    }

    private Found found() {
        try {
            return finding.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was starting", e);
        }
    }

    /** After everything that could still have something to write: what is registered first is destroyed last. */
    @Override
    public void destroy() {
        try {
            EmbeddedServer server = found().server();
            if (server != null) {
                server.close();
            }
        } catch (RuntimeException e) {
            // Whatever kept it from starting was thrown at whoever asked for it.
        }
    }
}
