package dev.postseal.web;

import com.microsoft.playwright.Page;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.ThereafterDraft;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Pictures of what is lowered for a while, taken as {@link Screenshots} are. */
@ConsoleTest
class OverrideScreenshots extends PolicyPages {
    @Test
    void everyPageInEveryLook() {
        Looks.each(taste -> {
            entries.none();
            long bank = entries.add(new PolicyDraft(
                    "bank.example", "verify", "match=mx.bank.example", true, "Contract 114", "Treasury", null));
            entries.add(new PolicyDraft(
                            "fair.example",
                            "encrypt",
                            "ciphers=high",
                            true,
                            "Until their new gateway",
                            "Sales",
                            Instant.now().plus(Duration.ofHours(30)))
                    .followedBy(new ThereafterDraft(
                            "verify", "match=mx.fair.example:mail.fair.example", "Contract 7", "")));
            Looks.state(port, taste, "override-list", "/policies", page -> {});
            Looks.state(port, taste, "override-seen", "/", page -> {});
            Looks.state(port, taste, "override-refused", "/policies/" + bank, page -> {
                page.check("[name=policy][value=encrypt]");
                page.locator("#parameters-note button").waitFor();
                page.click(".say-save");
            });
            Looks.state(port, taste, "override-chosen", "/policies/" + bank, OverrideScreenshots::lowered);
            Looks.state(port, taste, "override-under", "/policies/" + entries.id("fair.example"), page -> {});
            Looks.state(port, taste, "override-why", "/why?q=fair.example", page -> {});
        });
    }

    private static void lowered(Page page) {
        page.check("[name=policy][value=encrypt]");
        page.locator("#parameters-note button").click();
        page.fill("#expiresAt", "2031-02-03T12:00");
        page.press("#expiresAt", "Tab");
        page.locator("#thereafter").waitFor();
    }
}
