package dev.postseal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class BulkLoadTest {
    private static final long MILLION = 1_000_000;

    private final DataSource database = TestDatabase.fresh().dataSource();
    private final JdbcTemplate template = new JdbcTemplate(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    private final BulkLoad bulk = new BulkLoad(template);
    private final AtomicReference<List<String>> duringLoad = new AtomicReference<>();

    /** An import finds what it has written by the number of its transaction. */
    private final AtomicReference<Integer> ofTheTransaction = new AtomicReference<>();

    @BeforeEach
    void table() {
        template.execute("create table thing (name text primary key, kind text)");
        template.execute("create index thing_by_kind on thing (kind) include (name) where kind <> ''");
    }

    @Test
    void indexesAreMadeAnewAfterManyRows() {
        List<String> before = indexes();

        load(MILLION, 0);

        assertThat(duringLoad.get()).singleElement().asString().contains("thing_pkey");
        assertThat(indexes()).isEqualTo(before);
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void theyStayForFewRows() {
        load(1_000, 0);

        assertThat(duringLoad.get()).hasSize(2);
    }

    @Test
    void theyStayWhereMoreIsThereThanComes() {
        load(MILLION, MILLION);

        assertThat(duringLoad.get()).hasSize(2);
    }

    @Test
    void theyStayWhileSomebodyElseHasReadTheTable() throws SQLException {
        try (Connection reader = database.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select from thing");

            load(MILLION, 0);
        }

        assertThat(duringLoad.get()).hasSize(2);
        assertThat(names()).containsExactly("a", "b");
        assertThat(ofTheTransaction.get()).isEqualTo(2);
    }

    private void load(long rows, long present) {
        transaction.executeWithoutResult(status -> bulk.into("thing", rows, present, () -> {
            duringLoad.set(indexes());
            template.update("insert into thing values ('a', 'x'), ('b', '')");
            ofTheTransaction.set(template.queryForObject(
                    "select count(*) from thing where xmin = pg_current_xact_id()::xid", Integer.class));
        }));
    }

    private List<String> indexes() {
        return template.queryForList(
                "select indexdef from pg_indexes where tablename = 'thing' order by indexname", String.class);
    }

    private List<String> names() {
        return template.queryForList("select name from thing order by name", String.class);
    }
}
