package dev.postseal.web;

import dev.postseal.account.Role;
import dev.postseal.account.UserAdministration;
import dev.postseal.account.UserResult;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Pictures, as {@link Screenshots} makes them, of what those see who may less, of every way in, and of lists on windows that
 * are neither wide nor narrow.
 */
@ConsoleTest
class RoleScreenshots {
    private static final String OWN = "a password of my own";
    private static final SmallProvider provider = new SmallProvider();

    @LocalServerPort
    int port;

    @Autowired
    UserAdministration users;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void configured(DynamicPropertyRegistry settings) {
        settings.add("postseal.oidc.issuer", provider::issuer);
        settings.add("postseal.oidc.client-id", () -> SmallProvider.CLIENT);
        settings.add("postseal.oidc.client-secret", () -> SmallProvider.SECRET);
        settings.add("postseal.oidc.name", () -> "Example SSO");
    }

    @AfterAll
    static void closed() {
        provider.close();
    }

    @Test
    void everyRoleInEveryLook() {
        long policy = entries();
        long delivery = Samples.deferredDelivery(jdbc);
        Looks.each(taste -> {
            waysIn(taste);
            jdbc.sql("delete from account_user where name <> 'admin'").update();
            role(Role.VIEWER, taste, policy, delivery);
            role(Role.OPERATOR, taste, policy, delivery);
            between(taste);
        });
    }

    private void waysIn(Visitor.Taste taste) {
        try (Visitor stranger = Visitor.stranger(port, taste)) {
            Map.of(
                            "provider", "",
                            "provider-away", "?provider=away",
                            "provider-no-role", "?provider=no-role",
                            "wait", "?wait=95",
                            "outdated", "?outdated",
                            "left", "?logout")
                    .forEach((name, query) ->
                            Looks.picture(stranger.open("/login" + query).page(), "login-" + name, taste));
        }
    }

    private void role(Role role, Visitor.Taste taste, long policy, long delivery) {
        String name = role.text();
        String given = ((UserResult.WithPassword) users.create(name, role)).password();
        var pages = new LinkedHashMap<String, String>();
        pages.put("overview", "/");
        pages.put("policies", "/policies");
        pages.put("policy", "/policies/" + policy);
        pages.put("policy-new", "/policies/new");
        pages.put("deliveries", "/deliveries");
        pages.put("delivery", "/deliveries/" + delivery);
        pages.put("why", "/why?q=nobody.example");
        pages.put("users", "/users");
        try (Visitor visitor = Visitor.stranger(port, taste).open("/login")) {
            visitor.signIn(name, given).choosePassword(given, OWN);
            pages.forEach((page, path) -> Looks.picture(visitor.open(path).page(), name + "-" + page, taste));
        }
    }

    /** Where tables are tight. */
    private void between(Visitor.Taste taste) {
        for (int width : taste.width() < 600 ? new int[] {360, 800} : new int[] {1024, 1200, 1320}) {
            var window = new Visitor.Taste(taste.language(), taste.dark(), width, true);
            try (Visitor visitor = Visitor.administrator(port, window)) {
                Looks.picture(visitor.open("/policies").page(), "between-policies", window);
                Looks.picture(visitor.open("/deliveries").page(), "between-deliveries", window);
            }
        }
    }

    private long entries() {
        Entries entries = new Entries(policies, jdbc).none();
        entries.add(new PolicyDraft("clinic.example", "dane-only", "", true, "Patient data", "Data protection", null));
        entries.add(new PolicyDraft("old-scanner.example", "none", "", true, "Ticket 4711", "Facilities", null));
        entries.add(new PolicyDraft(
                "purchasing.long-name-of-a-subsidiary.partner-company.example",
                "fingerprint",
                "match=" + Samples.SPKI + "|" + Samples.SPKI.replace("34", "56"),
                true,
                "They use a certificate of their own authority and change it every second year in autumn",
                "Purchasing of the northern region",
                Instant.now().plus(Duration.ofDays(9))));
        long used = entries.add(new PolicyDraft(
                "gone.example", "encrypt", "", true, "Trial", "Postmaster", Instant.parse("2026-01-01T00:00:00Z")));
        entries.used(used, "deferred", true);
        return entries.add(new PolicyDraft(
                "fair.example", "verify", "protocols=TLSv1.1", true, "Until their new gateway", "Sales", null));
    }
}
