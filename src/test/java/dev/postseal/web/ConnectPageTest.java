package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.postseal.export.SocketmapServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Lines that are this node's, and whether they are in use, while the page stays open. */
@ConsoleTest
class ConnectPageTest {
    private static final Path FILE = file();
    private static final double PATIENCE = 20_000;

    @LocalServerPort
    int port;

    @Autowired
    SocketmapServer server;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("postseal.socketmap.listen", () -> "127.0.0.1:0");
        registry.add("postseal.export.file", FILE::toString);
        registry.add("postseal.export.command", () -> "echo no such map type >&2; exit 1; : postmap lmdb:" + FILE);
    }

    @Test
    void theLinesAreThoseOfThisNode() {
        int socketmap = ((InetSocketAddress) server.addresses().getFirst()).getPort();
        String database =
                jdbc.sql("select current_database()").query(String.class).single();
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/connect")) {
            assertThat(visitor.text("#live-1"))
                    .isEqualTo("smtp_tls_policy_maps = socketmap:inet:127.0.0.1:" + socketmap + ":policy");
            assertThat(visitor.text("#file-main")).isEqualTo("smtp_tls_policy_maps = lmdb:" + FILE);
            assertThat(visitor.text("#file-settings")).contains("postseal.export.file=" + FILE);
            assertThat(visitor.text("#view-main"))
                    .isEqualTo("smtp_tls_policy_maps = proxy:pgsql:/etc/postfix/postseal.cf");
            assertThat(visitor.text("#view-cf").lines().toList())
                    .contains(
                            "dbname = " + database,
                            "user = postseal_postfix",
                            "query = SELECT policy FROM public.postfix_tls_policy WHERE target = '%s'");
            assertThat(visitor.text("#view-sql")).isEqualTo("ALTER ROLE postseal_postfix PASSWORD 'CHANGE-ME';");
            assertThat(visitor.page().locator(".lines button").first()).isHidden();
        }
    }

    @Test
    void whatTheRoleLacksIsShownAsSqlToRun() {
        jdbc.sql("revoke select on postfix_tls_policy from postseal_postfix").update();
        try (Visitor visitor = Visitor.administrator(port).open("/connect")) {
            assertThat(visitor.text("#view-sql"))
                    .startsWith("GRANT SELECT ON \"public\".postfix_tls_policy TO postseal_postfix;\n");
        } finally {
            jdbc.sql("grant select on postfix_tls_policy to postseal_postfix").update();
        }
    }

    @Test
    void aRequestShowsByItselfAndDoesNotMoveTheReader() throws Exception {
        try (Visitor visitor = Visitor.administrator(port).open("/connect")) {
            Page page = visitor.page();
            page.evaluate("document.getElementById('view').scrollIntoView({behavior: 'instant'})");
            Object before = page.evaluate("document.getElementById('view').getBoundingClientRect().top");

            ask("policy missing.example");

            var soon = new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
            assertThat(page.locator("#unanswered")).containsText("missing.example", soon);
            assertThat(page.locator("#check")).containsText("from 127.0.0.1:", soon);
            assertThat(page.locator("#check .tag").first()).hasText("Asking");
            assertThat(page.evaluate("document.getElementById('view').getBoundingClientRect().top"))
                    .isEqualTo(before);
            assertThat(page.locator("#unanswered")).hasCount(1);
        }
    }

    @Test
    void aFailingCommandIsShownWithItsWords() {
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.language("de")).open("/connect")) {
            var soon = new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
            assertThat(visitor.page().locator("#check")).containsText("Der Befehl ist gescheitert", soon);
            assertThat(visitor.page().locator("#check")).containsText("no such map type");
        }
    }

    private void ask(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server.addresses().getFirst());
            String netstring = request.length() + ":" + request + ",";
            socket.getOutputStream().write(netstring.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("9:NOTFOUND ,");
        }
    }

    private static Path file() {
        try {
            return Files.createTempDirectory("postseal-export").resolve("tls_policy");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
