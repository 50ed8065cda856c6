package dev.postseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** What pages are made of, as it goes over the wire. */
@ConsoleTest
class AssetsTest {
    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"(/(?:assets|webjars)/[^\"]+)\"");

    @LocalServerPort
    int port;

    private HttpResponse<byte[]> get(String path, String encoding, String... headers) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Accept-Encoding", encoding);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private List<String> linked() throws Exception {
        return linked(get("/login", "identity"));
    }

    private static List<String> linked(HttpResponse<byte[]> page) {
        return LINKED.matcher(new String(page.body(), StandardCharsets.UTF_8))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /** A mapping of everything would look for each link of each page as a file. */
    @Test
    void linksToPagesAreNotLookedForAsFiles(@Autowired ResourceUrlProvider resources) {
        assertThat(resources.getHandlerMap()).containsKey("/assets/**");
        assertThat(resources.getHandlerMap().keySet())
                .allSatisfy(pattern -> assertThat(pattern).matches("/[a-z-]+.*"));
    }

    @Test
    void anErrorPageIsMadeOfTheSame() throws Exception {
        HttpResponse<byte[]> error = get("/assets/nothing.js", "identity", "Accept", "text/html");

        assertThat(error.statusCode()).isEqualTo(404);
        assertThat(linked(error)).isNotEmpty().isSubsetOf(linked());
    }

    @Test
    void whateverAPageLinksIsSentCompressedToThoseWhoReadThat() throws Exception {
        assertThat(linked()).hasSizeGreaterThan(4);
        for (String path : linked()) {
            HttpResponse<byte[]> packed = get(path, "br, gzip");
            HttpResponse<byte[]> plain = get(path, "identity");
            assertThat(packed.headers().firstValue("Content-Encoding")).as(path).hasValue("gzip");
            assertThat(plain.headers().firstValue("Content-Encoding")).as(path).isEmpty();
            assertThat(packed.headers().allValues("Vary")).as(path).anyMatch("Accept-Encoding"::equalsIgnoreCase);
            assertThat(packed.headers().firstValue("Content-Type"))
                    .as(path)
                    .isEqualTo(plain.headers().firstValue("Content-Type"))
                    .isPresent();
            assertThat(packed.headers().firstValueAsLong("Content-Length"))
                    .as(path)
                    .hasValue(packed.body().length);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                    .as(path)
                    .isEqualTo(plain.body());
        }
    }

    @Test
    void whatABrowserHasKeptIsNotSentAgain() throws Exception {
        for (String path : linked()) {
            HttpResponse<byte[]> sent = get(path, "gzip");
            assertThat(sent.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
            // A browser that was given one would ask by it, and by it alone.
            assertThat(sent.headers().firstValue("ETag")).as(path).isEmpty();
            String when = sent.headers().firstValue("Last-Modified").orElseThrow();
            assertThat(get(path, "gzip", "If-Modified-Since", when).statusCode())
                    .as(path)
                    .isEqualTo(304);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "GZIP;q=0.5, true",
        "'br, gzip', true",
        "gzip;q=0, false",
        "gzip; q=0.0, false",
        "x-gzip, false",
        "br, false"
    })
    void onlyWhoReadsGzipIsSentIt(String accepted, boolean packed) throws Exception {
        for (String path : linked()) {
            assertThat(get(path, accepted)
                            .headers()
                            .firstValue("Content-Encoding")
                            .isPresent())
                    .as(path)
                    .isEqualTo(packed);
        }
    }

    /** Links in it would have to be given their versions, and would be sought in what is compressed. */
    @Test
    void ourStyleSheetLinksNothing() throws Exception {
        String path = linked().stream()
                .filter(link -> link.contains("/console-") && link.endsWith(".css"))
                .findFirst()
                .orElseThrow();
        assertThat(new String(get(path, "identity").body(), StandardCharsets.UTF_8))
                .doesNotContain("url(", "@import");
    }

    @ParameterizedTest
    @CsvSource({
        "tabler.min.css, tabler.css",
        "tabler.min.css, tabler.min.css.map",
        "css/tabler.min.css, js/tabler.min.js",
        "dist/css/tabler.min.css, package.json",
        "htmx.min.js, htmx.js"
    })
    void nothingElseOfALibraryIsThere(String linked, String other) throws Exception {
        String path = linked().stream()
                .filter(link -> link.endsWith(linked))
                .findFirst()
                .orElseThrow()
                .replace(linked, other);
        assertThat(getClass().getResource("/META-INF/resources" + path)).isNotNull();

        assertThat(get(path, "gzip").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/nothing.js",
                "/assets/%63onsole.css",
                "/assets/./console.css",
                "/assets//console.css",
                "/webjars/htmx.org/dist/htmx.min.js"
            })
    void nothingHasTwoNames(String path) throws Exception {
        assertThat(get(path, "gzip").statusCode()).isGreaterThanOrEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en-XX", "%2D", "de_DE"})
    void aLanguageThatIsNotSpokenIsNotHalfSpoken(String chosen) throws Exception {
        HttpResponse<byte[]> page = get("/login", "identity", "Cookie", "language=" + chosen, "Accept-Language", "de");
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("<html lang=\"de\"");
    }
}
