package dev.postseal.policy;

import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All entries, active or not, one after another by their id, through a cursor. */
@Component
public class EveryPolicy {
    private static final int FETCH_SIZE = 2_000;

    private final JdbcTemplate streaming;
    private final TransactionTemplate reading;
    private final PolicyRows rows;

    EveryPolicy(JdbcTemplate template, PlatformTransactionManager transactions, PolicyRows rows) {
        this.streaming = new JdbcTemplate(Objects.requireNonNull(template.getDataSource()));
        this.streaming.setFetchSize(FETCH_SIZE);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.rows = rows;
    }

    /** A database connection is held until all have been taken. */
    public void forEach(Consumer<PolicyEntry> consumer) {
        RowCallbackHandler each = row -> consumer.accept(rows.read(row, 0));
        reading.executeWithoutResult(status -> streaming.query("select * from policy_entry order by id", each));
    }
}
