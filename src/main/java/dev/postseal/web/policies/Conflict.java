package dev.postseal.web.policies;

import dev.postseal.policy.PolicyEntry;
import java.time.ZoneId;
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

    static Conflict between(PolicyForm typed, PolicyEntry current, ZoneId zone) {
        Map<String, String> yours = typed.fields();
        Map<String, String> theirs = PolicyForm.of(current, zone).fields();
        return new Conflict(
                current,
                FIELDS.stream()
                        .map(field -> new Row(field, yours.getOrDefault(field, ""), theirs.getOrDefault(field, "")))
                        .toList());
    }
}
