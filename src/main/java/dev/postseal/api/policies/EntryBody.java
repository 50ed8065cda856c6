package dev.postseal.api.policies;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a body may say, for the description of the API; {@link EntryFields} reads it. */
@Schema(
        name = "EntryBody",
        description =
                "Members that are left out get their defaults (POST, PUT) or stay (PATCH). What an answer has beyond"
                        + " these is ignored; any other member is refused.")
record EntryBody(
        @Schema(
                description = "What Postfix looks up.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "[mail.example.com]:587")
        String target,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {"none", "may", "encrypt", "verify", "secure", "dane", "dane-only", "fingerprint"},
                example = "secure")
        String policy,

        @Schema(
                description = "Attributes in Postfix's syntax.",
                defaultValue = "",
                example = "match=nexthop:dot-nexthop")
        @Nullable String parameters,

        @Schema(defaultValue = "true") @Nullable Boolean active,

        @Schema(defaultValue = "", example = "contract 2026-17") @Nullable String reason,

        @Schema(defaultValue = "", example = "mail team") @Nullable String owner,

        @Schema(
                description = "ISO 8601 with a time zone.",
                nullable = true,
                format = "date-time",
                example = "2027-01-01T00:00:00Z")
        @Nullable String expiresAt,

        @Schema(
                description =
                        "What the entry says from expiresAt on, only together with it; null: the entry ends then. A patch that"
                                + " takes expiresAt away takes this away with it.",
                nullable = true)
        @Nullable ThereafterJson thereafter) {}
