package dev.postseal.api.audit;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.query.QueryParameters;
import dev.postseal.audit.Audit;
import dev.postseal.audit.AuditExport;
import dev.postseal.audit.AuditExport.Format;
import dev.postseal.audit.AuditJson;
import dev.postseal.audit.AuditQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit", description = "Who changed what, when and from where; newest first, never altered")
class AuditReads {
    private static final List<String> FORMATS =
            Arrays.stream(Format.values()).map(AuditReads::lower).toList();

    private final Audit audit;
    private final AuditExport export;

    AuditReads(Audit audit, AuditExport export) {
        this.audit = audit;
        this.export = export;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listAudit", summary = "List and search recorded changes")
    AuditPageJson list(@ParameterObject @ModelAttribute AuditParameters parameters) {
        return AuditPageJson.of(audit.page(parameters.query()));
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getAuditRecord", summary = "Read a recorded change")
    AuditJson read(@PathVariable long id) {
        return audit.find(id).map(AuditJson::of).orElseThrow(ApiException::notFound);
    }

    @GetMapping("/export")
    @Operation(
            operationId = "exportAudit",
            summary = "All recorded changes that fit, as a file",
            description =
                    "before and size do not count here. Written while it is read; a file that breaks off is not whole.")
    @ApiResponse(responseCode = "200", description = "CSV as RFC 4180 has it, with a heading; or a JSON array")
    void export(
            @ParameterObject @ModelAttribute AuditParameters parameters,
            @Parameter(description = "csv or json.") @RequestParam(required = false) @Nullable String format,
            HttpServletResponse response)
            throws IOException {
        QueryParameters choice = new QueryParameters();
        Format given = choice.oneOf("format", format, FORMATS, AuditReads::format);
        choice.requireValid();
        Format wanted = given == null ? Format.JSON : given;
        AuditQuery query = parameters.query();
        boolean written = export.write(query, wanted, () -> {
            response.setContentType(wanted.mediaType());
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + lower(wanted) + "\"");
            return response.getOutputStream();
        });
        if (!written) {
            throw ApiException.unavailable("busy");
        }
    }

    private static Optional<Format> format(String text) {
        return Arrays.stream(Format.values())
                .filter(format -> lower(format).equals(text))
                .findFirst();
    }

    private static String lower(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
