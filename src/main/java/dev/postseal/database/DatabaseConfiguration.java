package dev.postseal.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.springframework.beans.factory.config.BeanPostProcessor;
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
