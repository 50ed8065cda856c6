package dev.postseal.web.policies;

import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.web.layout.Times;
import java.util.List;
import java.util.Map;

/** Two versions of one entry, side by side: what was typed here, and what somebody else saved meanwhile. */
record Conflict(PolicyEntry current, List<Row> rows) {
    private static final List<String> FIELDS =
            List.of("target", "policy", "parameters", "reason", "owner", "expiresAt", "active");

    record Row(String field, String yours, String theirs) {
        public boolean isDiffers() {
            return !yours.strip().equals(theirs.strip());
        }
    }

    static Conflict between(PolicyForm typed, PolicyEntry current, Times times) {
        Map<String, String> yours = shown(typed, times);
        Map<String, String> theirs = shown(PolicyForm.of(current, Times.zone(typed.getZone())), times);
        return new Conflict(
                current,
                FIELDS.stream()
                        .map(field -> new Row(field, yours.getOrDefault(field, ""), theirs.getOrDefault(field, "")))
                        .toList());
    }

    /** The end as pages write it; what cannot be read stays as it was typed. */
    private static Map<String, String> shown(PolicyForm form, Times times) {
        Map<String, String> fields = form.fields();
        form.draft()
                .map(PolicyDraft::expiresAt)
                .ifPresent(end -> fields.put("expiresAt", times.exact(end, Times.zone(form.getZone()))));
        return fields;
    }
}
