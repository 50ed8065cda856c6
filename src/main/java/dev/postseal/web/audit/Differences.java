package dev.postseal.web.audit;

import dev.postseal.audit.AuditRecord;
import dev.postseal.audit.Reversal;
import dev.postseal.audit.Subject;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            "thereafter",
            "active",
            "external",
            "secondFactor",
            "disabled",
            "mustChangePassword",
            "value",
            "number",
            "filter",
            "deliveries",
            "state",
            "nextAttemptAt",
            "recipient",
            "sender",
            "nexthop",
            "messageId");

    private static final Set<String> EXACT = Set.of(
            "target", "policy", "parameters", "thereafter", "networks", "filter", "deliveries", "nexthop", "messageId");

    /** What is longer is told in exports. */
    private static final int LONGEST = 500;

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

    /** What a record is about. */
    public String subject(AuditRecord record) {
        if (record.kind() == Subject.SETTING) {
            return texts.of("audit.setting." + record.subjectId());
        }
        return record.subjectId().isEmpty() && record.after() != null
                ? texts.of("audit.deliveries", record.after().path("number").asInt())
                : record.subject();
    }

    /** What taking back a change would change now. */
    List<Difference> of(Reversal reversal) {
        return switch (reversal) {
            case Reversal.OfEntry ofEntry ->
                between(
                        tree(
                                ofEntry.current() == null
                                        ? null
                                        : ofEntry.current().draft()),
                        tree(ofEntry.wanted()));
            case Reversal.OfSetting ofSetting ->
                between(tree(Map.of("value", ofSetting.current())), tree(Map.of("value", ofSetting.wanted())));
        };
    }

    private @Nullable JsonNode tree(@Nullable Object fields) {
        return fields == null ? null : json.valueToTree(fields);
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
        if (value.isObject()) {
            return (value.path("policy").asString() + " "
                            + value.path("parameters").asString())
                    .strip();
        }
        return switch (field) {
            case "expiresAt", "nextAttemptAt" -> times.exact(Instant.parse(value.asString()));
            case "role" -> texts.of("role." + value.asString());
            case "state" -> texts.of("deliveries.state." + value.asString());
            default -> shortened(value.asString());
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}
