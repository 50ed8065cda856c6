package dev.postseal.web.audit;

import dev.postseal.audit.AuditRecord;
import dev.postseal.audit.Reversal;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a change changed, field by field, in the viewer's words. */
@Component("differences")
class Differences {
    /** In the order in which forms have them; whatever else records may hold is told in exports. */
    private static final List<String> FIELDS = List.of(
            "name",
            "target",
            "policy",
            "parameters",
            "role",
            "networks",
            "reason",
            "owner",
            "expiresAt",
            "active",
            "secondFactor",
            "disabled",
            "mustChangePassword");

    private static final Set<String> EXACT = Set.of("target", "policy", "parameters", "networks");

    private final Texts texts;
    private final Times times;
    private final JsonMapper json;

    Differences(Texts texts, Times times, JsonMapper json) {
        this.texts = texts;
        this.times = times;
        this.json = json;
    }

    public List<Difference> of(AuditRecord record) {
        return between(record.before(), record.after());
    }

    /** What taking back a change would change now. */
    List<Difference> of(Reversal reversal) {
        return between(
                tree(reversal.current() == null ? null : reversal.current().draft()), tree(reversal.wanted()));
    }

    private @Nullable JsonNode tree(@Nullable PolicyDraft draft) {
        return draft == null ? null : json.valueToTree(draft);
    }

    private List<Difference> between(@Nullable JsonNode before, @Nullable JsonNode after) {
        var found = new ArrayList<Difference>();
        for (String field : FIELDS) {
            String old = shown(field, before);
            String now = shown(field, after);
            if (!old.equals(now)) {
                found.add(new Difference(field, old, now, EXACT.contains(field)));
            }
        }
        return found;
    }

    private String shown(String field, @Nullable JsonNode fields) {
        JsonNode value = fields == null ? null : fields.get(field);
        if (value == null || value.isNull()) {
            return "";
        }
        if (value.isBoolean()) {
            return texts.of("audit.value." + value.asBoolean());
        }
        if (value.isArray()) {
            return String.join(" ", value.valueStream().map(JsonNode::asString).toList());
        }
        return switch (field) {
            case "expiresAt" -> times.exact(Instant.parse(value.asString()));
            case "role" -> texts.of("role." + value.asString());
            default -> value.asString();
        };
    }
}
