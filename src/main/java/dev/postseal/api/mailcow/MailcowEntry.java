package dev.postseal.api.mailcow;

import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry as mailcow's API has it, and what of it a client may write. */
record MailcowEntry(
        long id,
        String dest,
        String policy,
        String parameters,
        int active,
        String created,
        @Nullable String modified) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    static MailcowEntry of(PolicyEntry entry) {
        return new MailcowEntry(
                entry.id(),
                entry.target(),
                entry.policy().text(),
                entry.parameters(),
                entry.active() ? 1 : 0,
                time(entry.createdAt()),
                entry.version() == 0 ? null : time(entry.updatedAt()));
    }

    /** A new entry is inactive unless it is said to be active, as in mailcow. */
    static PolicyDraft draft(JsonNode attr) {
        return new PolicyDraft(
                text(attr, "dest"),
                text(attr, "policy"),
                text(attr, "parameters"),
                isOne(attr.path("active")),
                "",
                "",
                null);
    }

    /** What is left out stays; so does what must not be empty, but is. */
    static PolicyDraft over(PolicyDraft draft, JsonNode attr) {
        String dest = text(attr, "dest");
        String policy = text(attr, "policy");
        return new PolicyDraft(
                dest.isEmpty() ? draft.target() : dest,
                policy.isEmpty() ? draft.policy() : policy,
                attr.hasNonNull("parameters") ? text(attr, "parameters") : draft.parameters(),
                attr.hasNonNull("active") ? isOne(attr.get("active")) : draft.active(),
                draft.reason(),
                draft.owner(),
                draft.expiresAt(),
                draft.thereafter());
    }

    private static String text(JsonNode attr, String name) {
        JsonNode value = attr.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString().strip() : "";
    }

    private static boolean isOne(JsonNode value) {
        String text = value.isValueNode() ? value.asString().strip() : "";
        return text.equals("1") || text.equals("true");
    }

    private static String time(Instant moment) {
        return TIME.format(moment);
    }
}
