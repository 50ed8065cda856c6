package dev.postseal.web;

import com.microsoft.playwright.Page;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pictures of every page, to be looked at: {@code mvn test -Dtest=Screenshots} writes them to {@code target/screenshots}.
 * Its name keeps it out of the normal run.
 */
@ConsoleTest
class Screenshots {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyPageInEveryLook() {
        Map<String, String> pages = pages();
        for (String language : new String[] {"en", "de"}) {
            for (boolean dark : new boolean[] {false, true}) {
                for (int width : new int[] {390, 1440}) {
                    look(pages, new Visitor.Taste(language, dark, width, true));
                }
            }
        }
    }

    private void look(Map<String, String> pages, Visitor.Taste taste) {
        String look = taste.language() + "-" + (taste.dark() ? "dark" : "light") + "-" + taste.width();
        try (Visitor stranger = Visitor.stranger(port, taste).open("/login");
                Visitor visitor = Visitor.administrator(port, taste)) {
            picture(stranger.page(), "login-" + look);
            pages.forEach((name, path) -> picture(visitor.open(path).page(), name + "-" + look));
            visitor.open("/policies/new").page().click(".say-save");
            picture(visitor.page(), "refused-" + look);
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private Map<String, String> pages() {
        Entries entries = new Entries(policies, jdbc).none();
        long policy = entries.add(new PolicyDraft(
                "bank.example", "secure", "match=bank.example:.bank.example", true, "Contract 114", "Treasury", null));
        entries.add(new PolicyDraft("clinic.example", "dane-only", "", true, "Patient data", "Data protection", null));
        entries.add(new PolicyDraft("old-scanner.example", "none", "", true, "Ticket 4711", "Facilities", null));
        entries.add(new PolicyDraft("lists.example", "may", "", false, "Trial ended", "Postmaster", null));
        var pages = new LinkedHashMap<String, String>();
        pages.put("overview", "/");
        pages.put("policies", "/policies");
        pages.put("filtered", "/policies?q=bank&level=secure");
        pages.put("nothing", "/policies?q=nothing-like-it");
        pages.put("new", "/policies/new");
        pages.put("policy", "/policies/" + policy);
        pages.put("deliveries", "/deliveries");
        pages.put("delivery", "/deliveries/" + Samples.deferredDelivery(jdbc));
        pages.put("password", "/account/password");
        pages.put("not-found", "/no-such-page");
        return pages;
    }
}
