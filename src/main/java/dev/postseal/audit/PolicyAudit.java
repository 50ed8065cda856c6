package dev.postseal.audit;

import dev.postseal.policy.PolicyBatch;
import dev.postseal.policy.PolicyChange;
import dev.postseal.policy.PolicyEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Records each change of an entry as it is made; when it cannot be recorded, it is not made. */
@Component
class PolicyAudit {
    private static final int AT_ONCE = 1_000;

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

    /** Each entry that an import changes has a record of its own; never are many of them in memory. */
    @EventListener
    void record(PolicyBatch batch) {
        List<Line> waiting = new ArrayList<>(AT_ONCE);
        batch.changes().forEach(change -> {
            waiting.add(line(change));
            if (waiting.size() == AT_ONCE) {
                log.append(Who.IMPORT, waiting);
                waiting.clear();
            }
        });
        if (!waiting.isEmpty()) {
            log.append(Who.IMPORT, waiting);
        }
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
