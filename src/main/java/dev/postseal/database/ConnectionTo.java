package dev.postseal.database;

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

    @Override
    public String toString() {
        return "ConnectionTo[" + user + "]";
    }
}
