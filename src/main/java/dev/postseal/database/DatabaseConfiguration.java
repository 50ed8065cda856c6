package dev.postseal.database;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean
    DataDirectory dataDirectory(DatabaseProperties properties) {
        return new DataDirectory(properties.dataDir());
    }

    @Bean
    ConnectionTo connectionTo(DatabaseAhead database) {
        return database.connection();
    }

    @Bean
    Notifications notifications(ConnectionTo database, DatabaseProperties properties) {
        String direct = properties.database().notificationsUrl();
        return new Notifications(direct == null ? database : database.at(direct));
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
