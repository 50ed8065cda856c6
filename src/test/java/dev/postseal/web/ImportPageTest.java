package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
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

            assertThat(visitor.page().locator(".chips")).containsText("Would be created: 1");
            assertThat(visitor.page().locator(".chips")).containsText("Would be changed: 1");
            assertThat(visitor.page().locator("tbody tr")).hasCount(2);
            assertThat(visitor.page().locator("tbody tr").first()).containsText("may");
            assertThat(visitor.page().locator("tbody tr").first()).containsText("secure match=nexthop");
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
            assertThat(visitor.page().locator("tbody tr").nth(1)).containsText("*.c.example");
            assertThat(visitor.page().locator("tbody tr").nth(1)).containsText("Postfix knows no asterisk");
            assertThat(visitor.page().locator("[action$=run]")).hasCount(0);
            visitor.page().click("[action$=drop] button");
            assertThat(visitor.at()).isEqualTo("/policies/import");
            assertThat(visitor.page().locator("#text")).hasValue("");
            assertThat(total()).isZero();
        }
    }

    @Test
    void theSameTextIsShownWithAnotherChoiceByKeyboardAndWithoutScript() {
        entries.add("bank.example", "may", true);
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/policies/import")) {
            Page page = visitor.page();
            paste(page, "bank.example encrypt\nnonsense.example nonsense\nshop.example may\n", "fail");
            assertThat(page.locator("#content .note-bad")).containsText("2 lines are");
            String preview = visitor.at();

            page.focus("[type=radio][value=fail]");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");

            assertThat(page.locator("#content .note-bad")).hasCount(0);
            assertThat(visitor.at()).isEqualTo(preview);
            assertThat(page.locator("[type=radio][value=skip]")).isChecked();
            assertThat(page.locator(".chips")).containsText("Would stay as it is: 1");
            assertThat(page.locator(".btn-primary")).hasText("Import 1 entry");
            page.click(".btn-primary");
            assertThat(page.locator(".note-good")).containsText("1 created, 0 changed, 1 left as they were, 1 refused");
            assertThat(total()).isEqualTo(2);
        }
    }

    @Test
    void refusedTextIsCorrectedWhereItWasPasted() throws Exception {
        String text = "\n# Bücher & <b>mehr</b>\nbook.example nonsense\n";
        try (Visitor visitor = Visitor.administrator(port).open("/policies/import")) {
            Page page = visitor.page();
            paste(page, text, "replace");
            int kept = permissions().size();
            page.click("a[href*='from=']");
            assertThat(page.locator("#text")).hasValue(text);
            assertThat(page.locator("#text")).isFocused();
            assertThat(page.locator("[type=radio][value=replace]")).isChecked();

            paste(page, text.replace("nonsense", "may"), "replace");
            assertThat(page.locator("tbody tr")).containsText("Line 3");
            assertThat(permissions()).hasSize(kept);
            page.click(".btn-primary");
            assertThat(page.locator(".note-good")).containsText("1 created");

            visitor.open("/policies/import");
            paste(page, "[{\"dest\": ", "fail");
            page.click("a[href*='from=']");
            assertThat(page.locator("#text")).hasValue("[{\"dest\": ");
        }
    }

    @Test
    void everyLineIsSeenWithWhatWouldBecomeOfItAndItsWarnings() {
        entries.add("same.example", "may", true);
        entries.add("other.example", "encrypt", true);
        String lines =
                "a.example may\niota.example encrypt ciphers=export\nsame.example may\nother.example may\nbad.example no\n";
        try (Visitor visitor = Visitor.administrator(port).open("/policies/import")) {
            Page page = visitor.page();
            paste(page, lines, "replace");
            Locator rows = page.locator("tbody tr");
            assertThat(rows).hasCount(5);
            assertThat(rows.nth(0)).containsText("Refused");
            assertThat(rows.nth(1)).containsText("Would be changed");
            assertThat(rows.nth(1)).containsText("encrypt");
            assertThat(page.locator(".chips [aria-current]")).hasText("All lines: 5");

            page.click(".chip >> text=Would be created: 2");
            assertThat(rows).hasCount(2);
            assertThat(rows.last()).containsText("iota.example");
            assertThat(rows.last()).containsText("ciphers=export");
            assertThat(rows.last().locator(".warning")).isVisible();
            assertThat(rows.first().locator(".warning")).hasCount(0);

            page.click(".chip >> text=With a warning: 1");
            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("Would be created");
            page.click(".chip >> text=Would stay as it is: 1");
            assertThat(rows).containsText("The entry says the same.");
        }
    }

    @Test
    void allLinesArePagedThroughWhateverWouldBecomeOfThem() {
        String lines = IntStream.range(0, 130)
                .mapToObj(n -> "d%03d.example %s\n".formatted(n, n % 2 == 0 ? "may" : "no"))
                .collect(Collectors.joining());
        try (Visitor visitor = Visitor.administrator(port).open("/policies/import")) {
            Page page = visitor.page();
            paste(page, lines, "fail");
            Locator rows = page.locator("tbody tr");
            assertThat(rows.first()).containsText("d001.example");
            page.click("a[rel=next]");
            assertThat(rows).hasCount(50);
            assertThat(rows.nth(14)).containsText("d129.example");
            assertThat(rows.nth(15)).containsText("d000.example");
            page.click("a[rel=next]");
            assertThat(rows).hasCount(30);
            assertThat(rows.first()).containsText("d070.example");
            assertThat(rows.last()).containsText("d128.example");
            assertThat(page.locator("a[rel=next]")).hasCount(0);
        }
    }

    @Test
    void onlyWhatWasLookedAtIsImported() {
        entries.add("bank.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies/import")) {
            Page page = visitor.page();
            paste(page, "bank.example encrypt\nshop.example may\n", "skip");
            try (Page other = page.context().newPage()) {
                other.navigate(page.url());
                other.check("[type=radio][value=replace]");
                other.click(".chooses button");
                assertThat(other.locator("[type=radio][value=replace]")).isChecked();
            }
            page.click(".btn-primary");
            assertThat(page.locator(".note-warning")).containsText("another choice has been made");
            assertThat(page.locator(".chips")).containsText("Would be changed: 1");
            assertThat(total()).isEqualTo(1);
        }
    }

    @Test
    void importsThatAreOverOrLeftAreNotInTheWayOfOthers() {
        try (Visitor visitor = Visitor.administrator(port)) {
            for (int i = 0; i < 10; i++) {
                visitor.open("/policies/import");
                paste(visitor.page(), "d%d.example may\n".formatted(i), "fail");
                assertThat(visitor.page().locator("tbody tr")).containsText("d%d.example".formatted(i));
                if (i % 2 == 0) {
                    visitor.page().click(".btn-primary");
                    assertThat(visitor.page().locator(".note-good")).containsText("1 created");
                }
            }
            assertThat(total()).isEqualTo(5);
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
