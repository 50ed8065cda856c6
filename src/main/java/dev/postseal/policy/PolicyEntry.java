package dev.postseal.policy;

import dev.postseal.account.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored entry.
 *
 * @param target canonical: lower case, A-labels, exactly what Postfix looks up; unique
 * @param parameters canonical Postfix syntax, valid at this level
 * @param expiresAt from then on the entry does not apply, or says what is to apply thereafter
 * @param thereafter null: nothing, the entry ends
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
        @Nullable Thereafter thereafter,
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
        return isOver(now) && thereafter == null;
    }

    private boolean isOver(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** The entry as it is at that time: after its end it is what it was to be thereafter, which has no end. */
    PolicyEntry at(Instant now) {
        if (thereafter == null || !isOver(now)) {
            return this;
        }
        return saying(
                thereafter.policy(),
                thereafter.parameters(),
                active,
                thereafter.reason(),
                thereafter.owner(),
                null,
                null,
                findings);
    }

    /** Whether nobody but Postseal itself has written it since then. */
    boolean hasGoneBackSince(@Nullable Instant end) {
        return end != null && !updatedAt.isBefore(end) && updatedBy.equals(new Actor.TheSystem().label());
    }

    /** The same entry, with what there was to say about it when it was written. */
    PolicyEntry with(List<Finding> written) {
        return saying(policy, parameters, active, reason, owner, expiresAt, thereafter, written);
    }

    PolicyEntry switched(boolean on) {
        return with(on, owner, expiresAt, thereafter);
    }

    /** What is to apply thereafter goes with the end that it is bound to. */
    PolicyEntry expiring(@Nullable Instant at) {
        return with(active, owner, at, at == null ? null : thereafter);
    }

    /** Whoever is named is to be asked after the end, too. */
    PolicyEntry owned(String by) {
        Thereafter then = thereafter == null
                ? null
                : new Thereafter(thereafter.policy(), thereafter.parameters(), thereafter.reason(), by);
        return with(active, by, expiresAt, then);
    }

    private PolicyEntry with(boolean on, String by, @Nullable Instant until, @Nullable Thereafter then) {
        return saying(policy, parameters, on, reason, by, until, then, findings);
    }

    /** The same entry of the same version with other contents. */
    private PolicyEntry saying(
            Level level,
            String attributes,
            boolean on,
            String why,
            String by,
            @Nullable Instant until,
            @Nullable Thereafter then,
            List<Finding> found) {
        return new PolicyEntry(
                id,
                target,
                level,
                attributes,
                on,
                why,
                by,
                until,
                then,
                createdAt,
                createdBy,
                updatedAt,
                updatedBy,
                version,
                found);
    }

    /** What Postfix reads: level and parameters. */
    public String line() {
        return policy.line(parameters);
    }

    /** The entry as a draft, to change a part of it. */
    public PolicyDraft draft() {
        return new PolicyDraft(
                target,
                policy.text(),
                parameters,
                active,
                reason,
                owner,
                expiresAt,
                thereafter == null ? null : thereafter.draft());
    }
}
