package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.postseal.database.DataDirectory;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
class ImportPageTest {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    DataDirectory data;

    @Autowired
    JdbcClient jdbc;

    Entries entries;

    @BeforeEach
    void empty() {
        entries = new Entries(policies, jdbc).none();
    }

    @Test
    void pastedLinesAreShownThenImported() throws Exception {
        entries.add("bank.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            int before = permissions().size();
            visitor.page().click(".head a[href='/policies/import']");
            paste(visitor.page(), "bank.example secure match=nexthop\nshop.example encrypt\n", "replace");

            assertThat(visitor.page().locator(".chips")).containsText("Created: 1");
            assertThat(visitor.page().locator(".chips")).containsText("Changed: 1");
            assertThat(visitor.page().locator("tbody tr")).hasCount(1);
            assertThat(visitor.page().locator("tbody tr")).containsText("may");
            assertThat(visitor.page().locator("tbody tr")).containsText("secure match=nexthop");
            assertThat(total()).isEqualTo(1);
            assertThat(permissions()).hasSizeGreaterThan(before).containsOnly("rw-------");

            visitor.page().click(".btn-primary");

            assertThat(visitor.page().locator(".note-good")).containsText("1 created, 1 changed");
            assertThat(total()).isEqualTo(2);
            assertThat(policies.findByTarget("shop.example").orElseThrow().createdBy())
                    .isEqualTo("admin");
            assertThat(permissions()).hasSize(before);
        }
    }

    @Test
    void refusedLinesSayWhyAndStandInTheWay() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/import")) {
            paste(visitor.page(), "a.example may\nb.example <b>nonsense</b> a=\u202eb\n*.c.example may\n", "fail");
            assertThat(visitor.page().locator("#content .note-bad")).containsText("2 lines are");
            assertThat(visitor.page().locator("tbody tr").first()).containsText("Line 2");
            assertThat(visitor.page().locator("tbody tr").first()).containsText("b.example");
            assertThat(visitor.page().locator("tbody tr").first()).containsText("<b>nonsense</b> a=\\u202Eb");
            assertThat(visitor.page().locator("tbody tr").last()).containsText("*.c.example");
            assertThat(visitor.page().locator("tbody tr").last()).containsText("Postfix knows no asterisk");
            assertThat(visitor.page().locator(".btn-primary")).hasCount(0);
            visitor.page().click(".actions button");
            assertThat(visitor.at()).isEqualTo("/policies/import");
            assertThat(total()).isZero();
        }
    }

    @Test
    void aFileIsPagedThroughAndImportedWithoutScript() {
        String map = IntStream.range(0, 120)
                .mapToObj(n -> "d%03d.example may\n".formatted(n))
                .collect(Collectors.joining());
        try (Visitor visitor = Visitor.administrator(
                        port, Visitor.Taste.PLAIN.language("de").withoutScript())
                .open("/policies/import")) {
            visitor.page()
                    .setInputFiles("#file", new FilePayload("map", "text/plain", map.getBytes(StandardCharsets.UTF_8)));
            visitor.page().click(".form-page button");
            for (int i = 0; i < 50 && visitor.page().locator("noscript a").count() > 0; i++) {
                visitor.page().reload();
            }
            assertThat(visitor.page().locator("tbody tr")).hasCount(50);
            visitor.page().click("a[rel=next]");
            assertThat(visitor.page().locator("tbody tr").first()).containsText("d050.example");
            visitor.page().click(".btn-primary");
            assertThat(visitor.page().locator(".note-good")).containsText("120 angelegt");
            assertThat(total()).isEqualTo(120);
        }
    }

    @Test
    void nothingChosenIsSaidAndWhatMailcowGivesIsRecognized() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/import")) {
            visitor.page().click(".form-page button");
            assertThat(visitor.page().locator("#content .note-bad")).containsText("Please choose a file");
            paste(visitor.page(), "[{\"dest\": \"a.example\", \"policy\": \"may\", \"active\": 0}]", "fail");
            assertThat(visitor.page().locator("tbody tr")).containsText("Inactive");
            visitor.open("/policies/import");
            paste(visitor.page(), "[{\"dest\": ", "fail");
            assertThat(visitor.page().locator("#content .note-bad")).containsText("not what mailcow gives");
        }
    }

    @Test
    void anImportBelongsToWhoStartedItAndStrangersCannotFillTheDisk() throws Exception {
        try (Visitor visitor =
                        Visitor.administrator(port).open("/policies/import/00000000-0000-0000-0000-000000000000");
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(visitor.page().locator("h1")).isVisible();
            for (String path : List.of("/policies/import", "/login", "/preferences")) {
                HttpResponse<Void> answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1_500_000]))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                assertThat(answer.statusCode()).as(path).isEqualTo(413);
            }
        }
    }

    private static void paste(Page page, String text, String onConflict) {
        page.fill("#text", text);
        page.check("[value=" + onConflict + "]");
        page.click(".form-page button");
        page.waitForURL("**/policies/import/*");
        page.waitForCondition(() -> page.locator("[hx-get*=progress]").count() == 0);
    }

    private long total() {
        return policies.search(PolicyQuery.all(0, 1)).total();
    }

    private List<String> permissions() throws Exception {
        try (Stream<Path> files = Files.list(data.resolve("imports"))) {
            return files.map(ImportPageTest::permissions).toList();
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
