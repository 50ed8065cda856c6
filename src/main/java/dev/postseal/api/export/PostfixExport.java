package dev.postseal.api.export;

import dev.postseal.api.errors.ApiException;
import dev.postseal.export.PostfixMap;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The text map, written to the client while it is read from the database. When reading fails half-way the connection is
 * broken off: {@code postmap} must never be given half of the policies as if they were all.
 */
@RestController
@Tag(name = "export", description = "The entries as Postfix reads them")
class PostfixExport {
    /** Each one holds a database connection for as long as its client takes; the others must not run dry. */
    private static final int AT_ONCE = 4;

    private static final String EXAMPLE = ".example.com\tencrypt\nexample.com\tsecure match=nexthop\n";

    private final PostfixMap map;
    private final Semaphore places = new Semaphore(AT_ONCE);

    PostfixExport(PostfixMap map) {
        this.map = map;
    }

    @GetMapping(path = "/api/v1/export/postfix", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "exportPostfix",
            summary = "The text map for smtp_tls_policy_maps",
            description =
                    "target<TAB>policy parameters; active and unexpired entries only, sorted, loadable by postmap.")
    @ApiResponse(
            responseCode = "200",
            description = "The map of one moment; its ETag stays the same as long as the map does",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(responseCode = "304", description = "The map is still the one named in If-None-Match")
    void export(
            HttpMethod method,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String known,
            HttpServletResponse response)
            throws IOException {
        if (!places.tryAcquire()) {
            throw ApiException.unavailable("busy");
        }
        try {
            map.read(snapshot -> answer(snapshot, method, known, response));
        } finally {
            places.release();
        }
    }

    private static void answer(
            PostfixMap.Snapshot snapshot, HttpMethod method, @Nullable String known, HttpServletResponse response)
            throws IOException {
        String tag = "\"" + snapshot.tag() + "\"";
        response.setHeader(HttpHeaders.ETAG, tag);
        if (isKnown(tag, known)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("text/plain;charset=UTF-8");
        if (!HttpMethod.HEAD.equals(method)) {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 16_384);
            snapshot.writeTo(out);
            out.flush();
        }
    }

    private static boolean isKnown(String tag, @Nullable String known) {
        if (known == null) {
            return false;
        }
        List<ETag> tags = ETag.parse(known);
        return tags.stream().anyMatch(one -> one.isWildcard() || one.compare(ETag.create(tag), false));
    }
}
