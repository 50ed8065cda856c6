package dev.postseal.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTest {
    @Test
    void everyDatabaseIsMigratedAndItsOwn() {
        JdbcClient one = JdbcClient.create(TestDatabase.fresh().dataSource());
        JdbcClient other = JdbcClient.create(TestDatabase.fresh().dataSource());

        one.sql("CREATE TABLE only_here (id integer)").update();

        assertThat(tables(one)).contains("account_user", "only_here");
        assertThat(tables(other)).contains("account_user").doesNotContain("only_here");
    }

    private static java.util.List<String> tables(JdbcClient database) {
        return database.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                .query(String.class)
                .list();
    }
}
