package dev.postseal.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored entry.
 *
 * @param target canonical: lower case, A-labels, exactly what Postfix looks up; unique
 * @param parameters canonical Postfix syntax, valid at this level
 * @param version grows with each change, from 0; the ETag of the API and the optimistic lock of the form
 * @param findings what is worth knowing about the entry, although it is valid
 */
public record PolicyEntry(
        long id,
        String target,
        Level policy,
        String parameters,
        boolean active,
        String reason,
        String owner,
        @Nullable Instant expiresAt,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        long version,
        List<Finding> findings) {
    public PolicyEntry {
        findings = List.copyOf(findings);
    }

    /** The target as people read it: U-labels instead of A-labels. */
    public String displayTarget() {
        return new Target(target).display();
    }

    /** An expired entry does not exist for lookups; it is shown, not deleted. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** The same entry, with what there was to say about it when it was written. */
    PolicyEntry with(List<Finding> written) {
        return new PolicyEntry(
                id,
                target,
                policy,
                parameters,
                active,
                reason,
                owner,
                expiresAt,
                createdAt,
                createdBy,
                updatedAt,
                updatedBy,
                version,
                written);
    }

    PolicyEntry switched(boolean on) {
        return with(on, owner, expiresAt);
    }

    PolicyEntry expiring(@Nullable Instant at) {
        return with(active, owner, at);
    }

    PolicyEntry owned(String by) {
        return with(active, by, expiresAt);
    }

    private PolicyEntry with(boolean on, String by, @Nullable Instant until) {
        return new PolicyEntry(
                id,
                target,
                policy,
                parameters,
                on,
                reason,
                by,
                until,
                createdAt,
                createdBy,
                updatedAt,
                updatedBy,
                version,
                findings);
    }

    /** What Postfix reads: level and parameters. */
    public String line() {
        return parameters.isEmpty() ? policy.text() : policy.text() + " " + parameters;
    }

    /** The entry as a draft, to change a part of it. */
    public PolicyDraft draft() {
        return new PolicyDraft(target, policy.text(), parameters, active, reason, owner, expiresAt);
    }
}
