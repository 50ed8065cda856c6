package dev.postseal.policy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A draft that keeps every rule, in the form in which it is stored. */
record CheckedDraft(
        Target target,
        Level policy,
        String parameters,
        boolean active,
        String reason,
        String owner,
        @Nullable Instant expiresAt,
        @Nullable Thereafter thereafter,
        List<Finding> findings) {

    /** Values of the columns that a writer decides. */
    Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("target", target.text());
        columns.put("policy", policy.text());
        columns.put("parameters", parameters);
        columns.put("active", active);
        columns.put("reason", reason);
        columns.put("owner", owner);
        columns.put("expiresAt", expiresAt == null ? null : Timestamp.from(expiresAt));
        columns.put(
                "thenPolicy", thereafter == null ? null : thereafter.policy().text());
        columns.put("thenParameters", thereafter == null ? null : thereafter.parameters());
        columns.put("thenReason", thereafter == null ? null : thereafter.reason());
        columns.put("thenOwner", thereafter == null ? null : thereafter.owner());
        columns.put("searchText", searchText());
        return columns;
    }

    /** Whether writing it over the entry would change nothing. */
    boolean says(PolicyEntry entry) {
        return target.text().equals(entry.target())
                && policy == entry.policy()
                && parameters.equals(entry.parameters())
                && active == entry.active()
                && reason.equals(entry.reason())
                && owner.equals(entry.owner())
                && Objects.equals(expiresAt, entry.expiresAt())
                && Objects.equals(thereafter, entry.thereafter());
    }

    /** Whether it may not do what its author means. */
    boolean isWarned() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.WARNING);
    }

    String searchText() {
        String shown = target.display();
        return PolicyRows.lower(
                String.join("\n", target.text(), shown.equals(target.text()) ? "" : shown, reason, owner));
    }
}
