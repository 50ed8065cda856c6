package dev.postseal.api.policies;

import dev.postseal.api.texts.Times;
import dev.postseal.policy.Finding;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An entry as the API writes it. */
@Schema(name = "Entry", description = "A TLS policy for what Postfix looks up.")
public record EntryJson(
        @Schema(example = "7") long id,

        @Schema(description = "Canonical: lower case, A-labels.", example = "xn--mller-kva.example")
        String target,

        @Schema(description = "The target as people read it.", example = "müller.example")
        String displayTarget,

        @Schema(example = "secure") String policy,

        @Schema(example = "match=.mail.example protocols=>=TLSv1.2")
        String parameters,

        boolean active,
        String reason,
        String owner,

        @Schema(
                description = "From then on the entry no longer applies, or says what thereafter has.",
                nullable = true,
                format = "date-time")
        @Nullable String expiresAt,

        @Schema(
                description = "What the entry says from expiresAt on; null: the entry ends then, if it has an end.",
                nullable = true)
        @Nullable ThereafterJson thereafter,

        @Schema(format = "date-time") String createdAt,
        String createdBy,
        @Schema(format = "date-time") String updatedAt,
        String updatedBy,

        @Schema(description = "Grows with each change; the ETag in quotes.")
        long version,

        List<Note> findings) {

    /** Something worth knowing about a valid entry. */
    @Schema(name = "Finding")
    public record Note(
            @Schema(allowableValues = {"notice", "warning"}) String severity,
            String code,
            String field,
            String message) {}

    public static EntryJson of(PolicyEntry entry, Texts texts) {
        return new EntryJson(
                entry.id(),
                entry.target(),
                entry.displayTarget(),
                entry.policy().text(),
                entry.parameters(),
                entry.active(),
                entry.reason(),
                entry.owner(),
                Times.textOrNull(entry.expiresAt()),
                ThereafterJson.of(entry.thereafter()),
                Times.text(entry.createdAt()),
                entry.createdBy(),
                Times.text(entry.updatedAt()),
                entry.updatedBy(),
                entry.version(),
                entry.findings().stream().map(finding -> note(finding, texts)).toList());
    }

    private static Note note(Finding finding, Texts texts) {
        return new Note(
                finding.severity().name().toLowerCase(Locale.ROOT), finding.code(), finding.field(), texts.of(finding));
    }
}
