package dev.postseal.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class LocalVisitTest {
    private static final byte[] PAGE = """
            <link rel="stylesheet" href="/webjars/tabler.css"><script src="/assets/console.js"></script>
            <use href="/assets/icons.svg#lock"></use><a href="/why"></a><a href="//elsewhere.example/assets/x"></a>""".getBytes(StandardCharsets.UTF_8);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> cookies = new CopyOnWriteArrayList<>();
    private final ServerProperties server = new ServerProperties();
    private HttpServer console;

    @BeforeEach
    void start() throws Exception {
        console = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        console.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            cookies.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
            exchange.getResponseHeaders().add("Set-Cookie", "postseal=its-session; Path=/; HttpOnly");
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            exchange.close();
        });
        console.start();
    }

    @AfterEach
    void stop() {
        console.stop(0);
    }

    private void visit() throws Exception {
        new LocalVisit(server).signInPage(console.getAddress().getPort());
    }

    @Test
    void theSignInPageAndWhatItIsMadeOf() throws Exception {
        visit();

        assertThat(asked).containsExactly("/login identity", "/webjars/tabler.css gzip", "/assets/console.js gzip");
    }

    @Test
    void visitsShareOneSession() throws Exception {
        var local = new LocalVisit(server);
        local.signInPage(console.getAddress().getPort());
        local.signInPage(console.getAddress().getPort());

        assertThat(cookies).startsWith("null").filteredOn("null"::equals).hasSize(1);
        assertThat(cookies).last().isEqualTo("postseal=its-session");
    }

    @Test
    void belowAnotherRootToo() throws Exception {
        server.getServlet().setContextPath("/mail");
        visit();

        assertThat(asked).startsWith("/mail/login identity");
    }

    @Test
    void thereWhereTheConsoleListens() throws Exception {
        server.setAddress(InetAddress.getByName("::"));
        visit();

        assertThat(asked).isNotEmpty();
    }

    @Test
    void notOverTlsWhoseNameIsNotKnown() throws Exception {
        server.setSsl(new Ssl());
        visit();

        assertThat(asked).isEmpty();
    }
}
