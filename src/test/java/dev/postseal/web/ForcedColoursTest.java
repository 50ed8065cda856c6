package dev.postseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import dev.postseal.policy.Policies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With colours of the reader's own, as Windows' high contrast has them, states can still be told apart. */
@ConsoleTest
class ForcedColoursTest {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    @Test
    void statesAreDistinguishable() {
        Entries entries = new Entries(policies, jdbc).none();
        long on = entries.add("bank.example", "dane", true);
        long off = entries.add("shop.example", "may", false);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Page page = visitor.page();
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));

            assertThat(look(page, "#active-" + on, "::before", "background"))
                    .contains("gradient")
                    .isNotEqualTo(look(page, "#active-" + off, "::before", "background"));
            assertThat(java.util.Set.of(
                            look(page, "#policy-" + on + " .full", null, "background"),
                            look(page, "#policy-" + on + " .maybe", null, "background"),
                            look(page, "#policy-" + off + " .off", null, "background")))
                    .hasSize(3);
            assertThat(look(page, "nav [aria-current]", null, "backgroundColor"))
                    .isNotEqualTo(look(page, "nav li:first-child a", null, "backgroundColor"));

            visitor.open("/policies/new");
            page.click(".say-save");
            assertThat(look(page, "#target", null, "borderTopStyle")).isEqualTo("dashed");
            page.focus("#reason");
            assertThat(look(page, "#reason", null, "outlineStyle")).isEqualTo("solid");
            page.check("[name=policy][value=secure]");
            assertThat(look(page, ".levels label:has(:checked)", null, "outlineStyle"))
                    .isEqualTo("solid");
        }
    }

    private static String look(Page page, String selector, @Nullable String pseudo, String property) {
        return (String) page.evaluate(
                "([s, p, x]) => getComputedStyle(document.querySelector(s), p)[x]",
                java.util.Arrays.asList(selector, pseudo, property));
    }
}
