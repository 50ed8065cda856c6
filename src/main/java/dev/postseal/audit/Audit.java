package dev.postseal.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What has been recorded. Each change of an entry, a user, a key or a setting and each act on the
 * queue is there when it is there itself, since the same
 * transaction writes both; the database refuses to alter or remove a record.
 *
 * <p>It does NOT ensure that whoever owns the database leaves the refusal in place.
 */
@Service
public class Audit {
    private final AuditRows rows;

    Audit(AuditRows rows) {
        this.rows = rows;
    }

    public Optional<AuditRecord> find(long id) {
        return rows.find(id);
    }

    public AuditPage page(AuditQuery query) {
        List<AuditRecord> found = rows.newest(query, query.size() + 1);
        boolean more = found.size() > query.size();
        List<AuditRecord> items = more ? found.subList(0, query.size()) : found;
        return new AuditPage(items, more ? items.getLast().id() : null);
    }

    /** All records that fit, of whatever size the page would be; a database connection is held until they are taken. */
    @Transactional(readOnly = true)
    public void forEach(AuditQuery query, Consumer<AuditRecord> consumer) {
        rows.forEach(query, consumer);
    }
}
