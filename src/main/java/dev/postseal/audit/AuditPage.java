package dev.postseal.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of records, newest first.
 *
 * @param next what to ask for as {@link AuditQuery#before} to go on; null: these were the last
 */
public record AuditPage(List<AuditRecord> items, @Nullable Long next) {
    public AuditPage {
        items = List.copyOf(items);
    }
}
