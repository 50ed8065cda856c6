package dev.postseal.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** The server an administrator named: asked once before anything else starts, so that a wrong one is one clear line. */
final class GivenDatabase {
    private static final int OLDEST_VERSION = 14;

    private GivenDatabase() {}

    static ConnectionTo checked(DataSourceProperties properties) {
        String url = Objects.requireNonNull(properties.getUrl());
        ConnectionTo database = new ConnectionTo(
                url,
                Objects.requireNonNullElse(properties.getUsername(), ""),
                Objects.requireNonNullElse(properties.getPassword(), ""));
        if (!url.startsWith("jdbc:postgresql:")) {
            throw refused("is no PostgreSQL address: jdbc:postgresql://host:port/database is wanted");
        }
        try (Connection connection = DriverManager.getConnection(url, database.credentials())) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_VERSION) {
                throw refused("is PostgreSQL " + version + ": " + OLDEST_VERSION + " or newer is needed");
            }
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(line("cannot be reached: " + e.getMessage()), e);
        }
    }

    private static IllegalStateException refused(String why) {
        return new IllegalStateException(line(why));
    }

    /** Without the URL's value: passwords are given in it. */
    private static String line(String why) {
        return "spring.datasource.url " + why;
    }
}
