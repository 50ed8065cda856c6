package dev.postseal.audit;

import dev.postseal.account.SettingChange;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Records each change of a setting as it is made. */
@Component
class SettingAudit {
    private final AuditLog log;
    private final JsonMapper json;

    SettingAudit(AuditLog log, JsonMapper json) {
        this.log = log;
        this.json = json;
    }

    /** Fields are only ever added. */
    record SettingState(boolean value) {}

    @EventListener
    void record(SettingChange change) {
        String name = change.name();
        String before = json.writeValueAsString(new SettingState(change.before()));
        String after = json.writeValueAsString(new SettingState(change.after()));
        log.append(log.who(), List.of(new Line(Subject.SETTING, Act.CHANGED, name, name, name, before, after)));
    }
}
