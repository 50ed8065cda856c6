package dev.postseal.policy;

import dev.postseal.database.RowStream;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All entries, active or not, one after another by their id, through a cursor. */
@Component
public class EveryPolicy {
    private final RowStream stream;
    private final TransactionTemplate reading;
    private final PolicyRows rows;

    EveryPolicy(RowStream stream, PlatformTransactionManager transactions, PolicyRows rows) {
        this.stream = stream;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.rows = rows;
    }

    /** A database connection is held until all have been taken. */
    public void forEach(Consumer<PolicyEntry> consumer) {
        RowCallbackHandler each = row -> consumer.accept(rows.read(row, 0));
        reading.executeWithoutResult(status -> stream.forEach("select * from policy_entry order by id", each));
    }
}
