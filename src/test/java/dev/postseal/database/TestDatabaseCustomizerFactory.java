package dev.postseal.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Gives every Spring context of a test a fresh database and a data directory of its own, and keeps it off fixed ports,
 * unless the test sets those properties itself. Contexts are still shared between test classes that ask for the same.
 */
public class TestDatabaseCustomizerFactory implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configurations) {
        return new FreshDatabase();
    }

    record FreshDatabase() implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            TestDatabase database = TestDatabase.fresh();
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource("database of the test", Map.of()));
            Map<String, Object> settings = Map.of(
                    "spring.datasource.url", database.url(),
                    "spring.datasource.username", database.user(),
                    "spring.datasource.password", database.password(),
                    // Contexts of several tests stay open side by side: few connections each.
                    "spring.datasource.hikari.maximum-pool-size", "8",
                    "spring.datasource.hikari.minimum-idle", "0",
                    // At the end of the test JVM the server may be gone before the last context.
                    "spring.datasource.hikari.connection-timeout", "3000",
                    "postseal.data-dir", dataDirectory(),
                    "postseal.smtp.listen", "",
                    "postseal.socketmap.listen", "",
                    "server.port", "0");
            context.getEnvironment()
                    .getPropertySources()
                    .addBefore(belowWhatTheTestSets(context), new MapPropertySource("fresh database", settings));
        }

        /** application.yml sets some of these for the product, and what a test sets itself comes before. */
        private static String belowWhatTheTestSets(ConfigurableApplicationContext context) {
            return context.getEnvironment().getPropertySources().stream()
                    .filter(source -> source.getName().startsWith("Config resource"))
                    .findFirst()
                    .map(org.springframework.core.env.PropertySource::getName)
                    .orElse("database of the test");
        }

        private static String dataDirectory() {
            try {
                return Files.createTempDirectory("postseal-test").toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
