package dev.postseal.audit;

import dev.postseal.policy.PolicyBatch;
import dev.postseal.policy.PolicyChange;
import dev.postseal.policy.PolicyEntry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Records each change of an entry as it is made; when it cannot be recorded, it is not made. */
@Component
class PolicyAudit {
    /** Of changes that are already in the database, what {@link #line} makes of one. */
    private static final String LINES =
            """
            select 'policy', case when before.id is null then 'created' else 'changed' end, after.id::text,
                after.target, after.target || coalesce(chr(10) || nullif(split_part(after.search_text, chr(10), 2), ''), ''),
                case when before.id is not null then """ + " " + EntryState.SQL.formatted("before") + " end, " + EntryState.SQL.formatted("after") + " from %s";

    private final AuditLog log;
    private final JsonMapper json;

    PolicyAudit(AuditLog log, JsonMapper json) {
        this.log = log;
        this.json = json;
    }

    @EventListener
    void record(PolicyChange change) {
        log.append(log.who(), List.of(line(change)));
    }

    /** Each entry that an import changes has a record of its own. */
    @EventListener
    void record(PolicyBatch batch) {
        log.append(Who.IMPORT, batch.created() + batch.updated(), LINES.formatted(batch.changes()), batch.parameters());
    }

    private Line line(PolicyChange change) {
        PolicyEntry before = change.before();
        PolicyEntry after = change.after();
        PolicyEntry subject = Objects.requireNonNull(after == null ? before : after);
        Act act = before == null ? Act.CREATED : after == null ? Act.DELETED : Act.CHANGED;
        return new Line(
                Subject.POLICY,
                act,
                String.valueOf(subject.id()),
                subject.target(),
                subject.displayTarget(),
                text(before),
                text(after));
    }

    private @Nullable String text(@Nullable PolicyEntry entry) {
        return entry == null ? null : json.writeValueAsString(EntryState.of(entry));
    }
}
