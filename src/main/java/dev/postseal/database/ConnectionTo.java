package dev.postseal.database;

import java.util.Properties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Where the database is; shows no password when it is printed. */
record ConnectionTo(String url, String user, String password) implements JdbcConnectionDetails {
    @Override
    public String getUsername() {
        return user;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public String getJdbcUrl() {
        return url;
    }

    /** For the driver; without a user, the URL has to name one. */
    Properties credentials() {
        Properties credentials = new Properties();
        if (!user.isEmpty()) {
            credentials.setProperty("user", user);
            credentials.setProperty("password", password);
        }
        credentials.setProperty("connectTimeout", "10");
        return credentials;
    }

    /** The same database at another address. */
    ConnectionTo at(String otherUrl) {
        return new ConnectionTo(otherUrl, user, password);
    }

    @Override
    public String toString() {
        return "ConnectionTo[" + user + "]";
    }
}
