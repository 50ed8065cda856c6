package dev.postseal.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean
    DataDirectory dataDirectory(DatabaseProperties properties) {
        return new DataDirectory(properties.dataDir());
    }

    /** The data source is made from it, so it is stopped after everything that could still have something to write. */
    @Bean(destroyMethod = "close")
    @Conditional(NoDatabaseGiven.class)
    EmbeddedServer embeddedServer(DataDirectory directory, DatabaseProperties properties) {
        return EmbeddedServer.start(directory, properties.database().port());
    }

    @Bean
    @Conditional(NoDatabaseGiven.class)
    ConnectionTo embeddedDatabase(EmbeddedServer server) {
        return new ConnectionTo(server.url(), EmbeddedServer.USER, server.password());
    }

    @Bean
    @ConditionalOnMissingBean(ConnectionTo.class)
    ConnectionTo givenDatabase(DataSourceProperties properties) {
        return GivenDatabase.checked(properties);
    }

    @Bean
    Notifications notifications(ConnectionTo database, DatabaseProperties properties) {
        String direct = properties.database().notificationsUrl();
        return new Notifications(direct == null ? database : database.at(direct));
    }

    @Bean
    static BeanPostProcessor shortWaits() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? new ShortWait.Source(pool) : bean;
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
