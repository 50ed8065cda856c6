package dev.postseal.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param dataDir where the embedded database and generated secrets are kept
 * @param database settings of the embedded server
 */
@ConfigurationProperties("postseal")
record DatabaseProperties(
        @DefaultValue("./data") Path dataDir, @DefaultValue Database database) {
    /**
     * @param port the embedded server's port on 127.0.0.1; 0 takes any that is free
     * @param notificationsUrl JDBC URL of the server itself, for listening, where spring.datasource.url leads to a pooler
     */
    record Database(@DefaultValue("0") int port, @Nullable String notificationsUrl) {
        Database {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("postseal.database.port=" + port
                        + ": a port is wanted, from 1 to 65535, or 0 for any free one");
            }
        }
    }
}
