package dev.postseal.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record as files and the API write it; times are ISO 8601 in UTC.
 *
 * @param before the fields it had; null: it was new
 * @param after the fields it has; null: it is gone
 */
public record AuditJson(
        long id,
        String at,
        String who,
        String actor,
        @Nullable String address,
        String node,
        String kind,
        String act,
        String subjectId,
        String subject,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @Nullable Long reverts) {
    public static AuditJson of(AuditRecord record) {
        return new AuditJson(
                record.id(),
                record.at().toString(),
                record.who().text(),
                record.actor(),
                record.address(),
                record.node(),
                record.kind().text(),
                record.act().text(),
                record.subjectId(),
                record.subject(),
                record.before(),
                record.after(),
                record.reverts());
    }
}
