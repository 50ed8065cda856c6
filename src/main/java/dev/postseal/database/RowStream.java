package dev.postseal.database;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * Reads many rows through a cursor, one after another, so that never are more than a few thousand in memory. That is so
 * within the caller's transaction; without one the driver takes all rows at once.
 */
@Component
public class RowStream {
    private static final int FETCH_SIZE = 2_000;

    private final JdbcTemplate template;

    public RowStream(DataSource source) {
        template = new JdbcTemplate(source);
        template.setFetchSize(FETCH_SIZE);
    }

    /** Calls back for each row in its order. */
    public void forEach(String sql, RowCallbackHandler each, @Nullable Object... parameters) {
        template.query(sql, each, parameters);
    }
}
