package dev.postseal.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Brings many rows into a table, within the caller's transaction. Where they are more than it holds, its indexes are made
 * anew after them rather than kept up with each; who reads the table then waits for the end of the transaction.
 */
@Component
public class BulkLoad {
    /** Fewer are sooner brought into the indexes as they stand. */
    private static final long MANY = 200_000;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcTemplate template;

    public BulkLoad(JdbcTemplate template) {
        this.template = template;
    }

    /**
     * @param rows about so many are written
     * @param present about so many are there before
     * @param load writes them
     */
    public void into(String table, long rows, long present, Runnable load) {
        if (rows < MANY || rows <= present || !mineAlone(table)) {
            load.run();
            return;
        }
        List<String> indexes = takeAway(table);
        load.run();
        template.execute("set local maintenance_work_mem = '256MB'");
        indexes.forEach(template::execute);
        // Until the database has looked at them by itself, it would plan as for the few that were there.
        template.execute("analyze " + table);
    }

    /** Whoever has read the table and waits for a lock of ours would wait for us, and we for him: then the indexes stay. */
    private boolean mineAlone(String table) {
        return Boolean.TRUE.equals(template.execute((Connection connection) -> mineAlone(connection, table)));
    }

    private static boolean mineAlone(Connection connection, String table) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode nowait");
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            // Otherwise what follows would be written by a transaction within this one, and be told from its own rows.
            connection.releaseSavepoint(before);
            return false;
        }
    }

    /** All but those that keep a rule; the statements that make them again. */
    private List<String> takeAway(String table) {
        List<Index> indexes = template.query(
                "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
                        + " where indrelid = cast(? as regclass) and not indisunique",
                (row, number) -> new Index(row.getString(1), row.getString(2)),
                table);
        indexes.forEach(index -> template.execute("drop index " + index.name()));
        return indexes.stream().map(Index::definition).toList();
    }

    private record Index(String name, String definition) {}
}
