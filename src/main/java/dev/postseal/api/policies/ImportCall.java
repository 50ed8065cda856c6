package dev.postseal.api.policies;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.api.query.QueryParameters;
import dev.postseal.importing.ImportFile;
import dev.postseal.importing.ImportFiles;
import dev.postseal.importing.ImportFormat;
import dev.postseal.importing.ImportTooLargeException;
import dev.postseal.importing.UnreadableImportException;
import dev.postseal.policy.ImportProgress;
import dev.postseal.policy.ImportResult;
import dev.postseal.policy.ImportSource;
import dev.postseal.policy.OnConflict;
import dev.postseal.policy.PolicyImports;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Many entries in one call. The body is kept in a file while it comes in, so that slow senders hold nothing else up. */
@RestController
@Tag(name = "policies")
class ImportCall {
    /** Each one reads and writes a table of its own in the database. */
    private static final int AT_ONCE = 2;

    private static final String POSTFIX =
            "# a comment\nexample.com secure match=nexthop\n.example.com\n  encrypt\n[mail.example.com]:587\tmay\n";
    private static final String MAILCOW = """
            [{"id": 1, "dest": "example.com", "policy": "secure", "parameters": "match=nexthop", "active": 1}]""";

    private final ImportFiles files;
    private final PolicyImports imports;
    private final Semaphore places = new Semaphore(AT_ONCE);

    ImportCall(ImportFiles files, PolicyImports imports) {
        this.files = files;
        this.imports = imports;
    }

    @PostMapping(
            path = EntryAnswers.PATH + "/import",
            consumes = {MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_JSON_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "importPolicies",
            summary = "Import a Postfix map or mailcow's policies",
            description =
                    "All or nothing, in one transaction, unless onConflict is skip: then what breaks rules is left out. A"
                            + " target that is named again is refused, the first line stands. A refused import is answered with"
                            + " 422, or with 409 if targets that are taken are all that is wrong; those problems have the"
                            + " members of this answer as well. When this is answered, this node decides by the new entries.",
            parameters = {
                @Parameter(
                        name = "dryRun",
                        in = ParameterIn.QUERY,
                        description = "Only say what would become of each line.",
                        schema = @Schema(type = "boolean", defaultValue = "false")),
                @Parameter(
                        name = "onConflict",
                        in = ParameterIn.QUERY,
                        description =
                                "What becomes of lines whose target has an entry. Replaced are level, parameters and"
                                        + " activity, and an expiry that has passed; reason and owner stay.",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"fail", "skip", "replace"},
                                        defaultValue = "fail"))
            },
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "At most 256 MiB, in UTF-8.",
                            content = {
                                @Content(
                                        mediaType = MediaType.TEXT_PLAIN_VALUE,
                                        schema = @Schema(type = "string"),
                                        examples = @ExampleObject(POSTFIX)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(type = "array"),
                                        examples = @ExampleObject(MAILCOW))
                            }))
    @ApiResponse(
            responseCode = "200",
            description = "Imported, or with dryRun what an import would do",
            useReturnTypeSchema = true)
    ImportJson importAll(
            @Parameter(hidden = true) @RequestParam(required = false) @Nullable String dryRun,
            @Parameter(hidden = true) @RequestParam(required = false) @Nullable String onConflict,
            HttpServletRequest request,
            @Parameter(hidden = true) Texts texts)
            throws IOException {
        var query = new QueryParameters();
        boolean dry = Boolean.TRUE.equals(query.truth("dryRun", dryRun));
        OnConflict mode = query.oneOf("onConflict", onConflict, List.of("skip", "replace", "fail"), OnConflict::find);
        query.requireValid();
        ImportFormat format = format(request);
        if (!places.tryAcquire()) {
            throw ApiException.unavailable("busy");
        }
        try (ImportFile file = files.keep(request.getInputStream())) {
            ImportResult result = run(format.read(file.path()), mode == null ? OnConflict.FAIL : mode, dry);
            if (dry || result.applied()) {
                return ImportJson.of(result, texts);
            }
            throw refused(result, texts);
        } catch (ImportTooLargeException e) {
            throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, FieldError.of(null, "too-large"));
        } catch (UnreadableImportException e) {
            throw ApiException.of(HttpStatus.BAD_REQUEST, FieldError.of(null, "json.syntax"));
        } finally {
            places.release();
        }
    }

    private ImportResult run(ImportSource source, OnConflict mode, boolean dry) throws IOException {
        return dry
                ? imports.dryRun(source, mode, ImportProgress.UNWATCHED)
                : imports.run(source, mode, ImportProgress.UNWATCHED);
    }

    /** Postfix reads UTF-8, and so does JSON. */
    private static ImportFormat format(HttpServletRequest request) {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        Charset charset = type.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            throw ApiException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, FieldError.of(null, "media-type"));
        }
        return type.isCompatibleWith(MediaType.APPLICATION_JSON) ? ImportFormat.MAILCOW : ImportFormat.POSTFIX;
    }

    private static ApiException refused(ImportResult result, Texts texts) {
        boolean onlyTaken = result.rejections().stream()
                .allMatch(rejection -> rejection.problem().code().equals("import.target-taken"));
        return ApiException.of(
                        onlyTaken ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT,
                        FieldError.of(null, "import-refused", String.valueOf(result.rejected())))
                .with("created", 0)
                .with("updated", 0)
                .with("skipped", 0)
                .with("rejected", ImportJson.rejected(result, texts))
                .with("rejectedLines", result.rejected())
                .with("applied", false);
    }
}
