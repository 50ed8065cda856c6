package dev.postseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On no window, be it wide, narrow or something between, does a list have to be moved sideways. */
@ConsoleTest
class WindowWidthsTest {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    @Test
    void noPageIsWiderThanItsWindow() {
        Entries entries = new Entries(policies, jdbc).none();
        long used = entries.add(new PolicyDraft(
                "purchasing.long-name-of-a-subsidiary.partner-company.example",
                "fingerprint",
                "match=" + Samples.SPKI,
                true,
                "They change it every second year in autumn",
                "Purchasing of the northern region",
                Instant.now().minus(Duration.ofDays(330))));
        entries.used(used, "deferred", true);
        long delivery = Samples.deferredDelivery(jdbc);
        List<String> paths = List.of(
                "/",
                "/policies",
                "/policies/new",
                "/policies/" + used,
                "/policies/import",
                "/why?q=bank.example",
                "/deliveries",
                "/deliveries/" + delivery,
                "/connect",
                "/audit",
                "/users",
                "/keys",
                "/settings");

        // German words are the longer ones.
        for (int width : List.of(360, 767, 800, 960, 1024, 1200, 1320, 1400)) {
            var taste = new Visitor.Taste("de", false, width, true);
            try (Visitor visitor = Visitor.administrator(port, taste)) {
                for (String path : paths) {
                    assertThat(visitor.open(path)
                                    .page()
                                    .evaluate("document.documentElement.scrollWidth"
                                            + " - document.documentElement.clientWidth"))
                            .as("%s at %d pixels", path, width)
                            .isEqualTo(0);
                }
            }
        }
    }
}
