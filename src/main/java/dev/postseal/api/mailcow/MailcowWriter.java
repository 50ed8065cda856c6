package dev.postseal.api.mailcow;

import dev.postseal.api.errors.ApiException;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.SaveResult;
import dev.postseal.texts.Texts;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Adds, edits and deletes as mailcow does: id by id, until one is refused. */
@Component
class MailcowWriter {
    private static final String SAVED = "tls_policy_map_entry_saved";
    private static final String EXISTS = "tls_policy_map_entry_exists";
    private static final int TRIES = 5;

    private final Policies policies;

    MailcowWriter(Policies policies) {
        this.policies = policies;
    }

    Object add(MailcowBody body, Texts texts) {
        ObjectNode attr = body.attributes();
        var answer = new MailcowAnswer("add", attr);
        return saved(policies.create(MailcowEntry.draft(attr)), answer, texts) ? answer.done() : answer.failed();
    }

    Object edit(MailcowBody body, Texts texts) {
        ObjectNode attr = body.attributes();
        var answer = new MailcowAnswer("edit", withIds(body, attr));
        for (JsonNode item : body.ids()) {
            Optional<PolicyEntry> entry = id(item).flatMap(policies::find);
            if (entry.isEmpty()) {
                answer.danger("access_denied");
            } else if (!saved(update(entry.get(), attr), answer, texts)) {
                return answer.failed();
            }
        }
        return answer.done();
    }

    Object delete(MailcowBody body) {
        var answer = new MailcowAnswer("delete", withIds(body, JsonNodeFactory.instance.objectNode()));
        for (JsonNode item : body.ids()) {
            Optional<Long> id = id(item);
            if (id.isEmpty()) {
                return answer.failed();
            }
            policies.delete(id.get(), null);
            answer.success("tls_policy_map_entry_deleted", item.asString());
        }
        return answer.done();
    }

    /** Somebody else's change in between is read again, and kept as far as this one does not touch it. */
    private SaveResult update(PolicyEntry entry, JsonNode attr) {
        PolicyEntry current = entry;
        for (int i = 0; i < TRIES; i++) {
            SaveResult result =
                    policies.update(current.id(), MailcowEntry.over(current.draft(), attr), current.version());
            if (!(result instanceof SaveResult.Stale(PolicyEntry overtaken))) {
                return result;
            }
            current = overtaken;
        }
        throw ApiException.unavailable("busy");
    }

    private static boolean saved(SaveResult result, MailcowAnswer answer, Texts texts) {
        switch (result) {
            case SaveResult.Saved saved -> answer.success(SAVED, saved.entry().target());
            case SaveResult.Refused refused -> answer.refused(refused.problems(), texts);
            case SaveResult.TargetTaken taken ->
                answer.danger(EXISTS, taken.existing().target());
            case SaveResult.Stale stale -> throw ApiException.unavailable("busy");
            case SaveResult.NotFound gone -> answer.danger("access_denied");
        }
        return result instanceof SaveResult.Saved;
    }

    private static ObjectNode withIds(MailcowBody body, ObjectNode attr) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putArray("id").addAll(body.ids());
        data.setAll(attr);
        return data;
    }

    private static Optional<Long> id(JsonNode item) {
        try {
            return item.isValueNode() ? Optional.of(Long.parseLong(item.asString())) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As mailcow reads a number: what is none is 0, which no entry has. */
    static long number(List<String> path) {
        try {
            return path.isEmpty() ? 0 : Long.parseLong(path.getFirst());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
