package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.postseal.dns.TestDns;
import dev.postseal.enforcement.Identity;
import dev.postseal.history.HourlyTotals;
import dev.postseal.policy.PolicyDraft;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is seen coming: certificates that end, nodes that are missed, a Postfix that is silent, levels that are too weak. */
@ConsoleTest
class WarningPagesTest extends PolicyPages {
    private static final String TLSA = "3 1 1 " + "ab".repeat(32);
    private static final TestDns DNS = TestDns.start()
            .add("bank.signed.test", "MX", "10 mx1.signed.test.")
            .add("half.signed.test", "MX", "10 mx1.signed.test.")
            .add("half.signed.test", "MX", "20 mx2.signed.test.")
            .add("plain.signed.test", "MX", "10 mx2.signed.test.")
            .add("mx1.signed.test", "A", "127.0.0.1")
            .add("_25._tcp.mx1.signed.test", "TLSA", TLSA)
            .add("mx2.signed.test", "A", "127.0.0.1")
            .add("lost.signed.test", "MX", "10 mx1.signed.test.")
            .fault("lost.signed.test", "MX", TestDns.Fault.SERVFAIL);
    private static final Identity OURS =
            Identity.named("mail.ours.example").expired().selfSigned();

    @TempDir
    static Path directory;

    @Autowired
    HourlyTotals totals;

    @DynamicPropertySource
    static void world(DynamicPropertyRegistry registry) {
        registry.add("postseal.dns.servers", DNS::address);
        registry.add("postseal.dns.trust-anchor-file", () -> DNS.trustAnchors(directory));
        registry.add("spring.ssl.bundle.pem.inbound.keystore.certificate", () -> pem("CERTIFICATE", encoded(OURS)));
        registry.add(
                "spring.ssl.bundle.pem.inbound.keystore.private-key",
                () -> pem("PRIVATE KEY", OURS.key().getEncoded()));
    }

    @AfterAll
    static void stop() {
        DNS.close();
    }

    @BeforeEach
    void nothingSeen() {
        jdbc.sql("delete from delivery").update();
        jdbc.sql("delete from history_certificate").update();
        jdbc.sql("delete from node where name like 'node-%'").update();
        jdbc.sql("update history_progress set counted_until = null").update();
    }

    @Test
    void certificatesThatEndAreNamedWhereMailDependsOnThem() {
        long secure = entries.add("bank.example", "secure", true);
        long pinned = entries.add(pinning("pinned.example"));
        long off = entries.add("off.example", "secure", false);
        Samples.seen(jdbc, "bank.example", secure, "secure", "12 days");
        Samples.seen(jdbc, "pinned.example", pinned, "fingerprint", "-2 days");
        Samples.seen(jdbc, "off.example", off, "secure", "12 days");
        Samples.seen(jdbc, "later.example", secure, "secure", "40 days");
        Samples.seen(jdbc, "any.example", secure, "encrypt", "12 days");
        totals.count();
        try (Visitor visitor = Visitor.administrator(port).open("/")) {
            Locator attention = visitor.page().locator(".attention li:has(a[id^=certificate])");
            assertThat(attention).hasCount(2);
            assertThat(attention.nth(0))
                    .containsText(
                            "The certificate of mx1.bank.example that is pinned for pinned.example ended 2 days ago");
            assertThat(attention.nth(1))
                    .containsText(
                            "The certificate of mx1.bank.example, which proves mail to bank.example, ends in 12 days");
            attention.nth(1).locator("a").first().click();
            assertThat(visitor.page().locator("#target")).hasValue("bank.example");
        }
        Samples.seen(jdbc, "bank.example", secure, "secure", "300 days");
        totals.count();
        try (Visitor visitor = Visitor.administrator(port).open("/")) {
            assertThat(visitor.page().locator(".attention li:has(a[id^=certificate])"))
                    .hasCount(1);
            assertThat(visitor.page().locator(".attention")).containsText("Our own certificate “inbound” ended");
        }
    }

    @Test
    void nodesThatAreMissedAndOnesThatPostfixForgotAreNamedWhileThePageIsOpen() {
        try (Visitor visitor = Visitor.administrator(port).open("/")) {
            Page page = visitor.page();
            assertThat(page.locator("#nodes table")).hasCount(0);
            Samples.node(jdbc, "node-b", "3 minutes", null);
            Samples.node(jdbc, "node-c", "1 second", "20 hours");
            assertThat(page.locator("#nodes tbody tr"))
                    .hasCount(
                            3,
                            new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
                                    .setTimeout(30_000));
            Locator attention = page.locator("#attention .attention");
            assertThat(attention).containsText("Node node-b is silent: it was last heard of 3 minutes ago");
            assertThat(attention)
                    .containsText("Postfix last asked node node-c 20 hours ago", new ContainsTextOptions());
            assertThat(page.locator("#nodes tbody tr:has-text('node-b')")).containsText("silent");
            assertThat(page.locator("#nodes tbody tr:has-text('node-c')")).containsText("up to date");
        }
    }

    @Test
    void aLevelBelowWhatThePartnerPublishesIsWarnedOf() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            Locator note = page.locator("#dane-note");
            page.fill("#target", "bank.signed.test");
            page.check("[name=policy][value=encrypt]");
            assertThat(note).containsText("bank.signed.test publishes TLSA records in signed DNS for all");
            page.check("[name=policy][value=dane-only]");
            assertThat(note).isEmpty();
            page.check("[name=policy][value=none]");
            assertThat(note).containsText("for all");
            page.fill("#target", "half.signed.test");
            assertThat(note).containsText("for some of its mail servers");
            page.fill("#target", "plain.signed.test");
            assertThat(note).isEmpty();
            page.fill("#target", "lost.signed.test");
            assertThat(note).containsText("could not be found out", new ContainsTextOptions().setTimeout(20_000));
            assertThat(page.locator("#policy-note .warning")).isVisible();
            page.click(".say-clear");
            assertThat(page.locator(".note-good")).containsText("Saved lost.signed.test");
            assertThat(note).containsText("could not be found out", new ContainsTextOptions().setTimeout(20_000));
        }
    }

    @Test
    void aPinnedCertificateThatEndsIsWarnedOf() {
        Samples.seen(jdbc, "pinned.example", entries.add(pinning("pinned.example")), "fingerprint", "5 days");
        totals.count();
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "bank.example");
            page.check("[name=policy][value=fingerprint]");
            page.fill("#certificate", pem("CERTIFICATE", encoded(OURS)));
            page.click("#pem-read button:first-child");
            assertThat(page.locator("#parameters-note .warning"))
                    .containsText("The pinned certificate (CN=mail.ours.example) ended on");
            visitor.open("/policies/"
                    + policies.findByTarget("pinned.example").orElseThrow().id());
            assertThat(page.locator("#parameters-note .warning"))
                    .containsText("The pinned certificate (mx1.bank.example) ends on");
        }
    }

    private static PolicyDraft pinning(String target) {
        return new PolicyDraft(target, "fingerprint", "match=" + Samples.SPKI, true, "Contract", "", null);
    }

    private static byte[] encoded(Identity identity) {
        try {
            return identity.certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}
