package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@ConsoleTest
class ExplainingFormTest extends PolicyPages {
    /** Made for this test: CN=mx1.bank.example, P-256, valid until 2036. */
    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBizCCATGgAwIBAgIUGZAyfrj9y5RbzU/97sJtUfGCg14wCgYIKoZIzj0EAwIw
            GzEZMBcGA1UEAwwQbXgxLmJhbmsuZXhhbXBsZTAeFw0yNjExMjMwMjM2MjFaFw0z
            NjExMjAwMjM2MjFaMBsxGTAXBgNVBAMMEG14MS5iYW5rLmV4YW1wbGUwWTATBgcq
            hkjOPQIBBggqhkjOPQMBBwNCAAQPKlklQky3JxDtGws8frBBYAE++/vSFMiL6reR
            AM/crUZGGEwirA40Ha1J5KHZJNMEElYPY1j4vqAvcCKbvBUko1MwUTAdBgNVHQ4E
            FgQUDOI4B1PTf+2BC8uyq2h//iEdiJIwHwYDVR0jBBgwFoAUDOI4B1PTf+2BC8uy
            q2h//iEdiJIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA//LR
            GQmCYIMfIdGteS4C1N+fFDr3fPrUGgg2WJbtOxECIB5KECi7Kr7GK/0Gd82mWszQ
            UXC0s+Q417K98WQI1FuF
            -----END CERTIFICATE-----
            """;

    private static final String SHA256 =
            "0C:E2:B4:22:E5:A7:91:C4:D4:C9:61:64:D7:89:44:C5:45:A9:7A:BE:18:4F:8C:E9:8F:9D:EE:59:66:E8:1B:9E";
    private static final String SPKI =
            "18:18:88:F0:9D:EE:9E:39:18:F6:C4:24:90:C7:80:08:24:53:C1:DA:54:5A:27:54:38:6C:BB:F1:42:0E:38:E9";

    @AfterEach
    void nothingRequired() {
        jdbc.sql("delete from setting").update();
    }

    @Test
    void fieldsAndTextFollowEachOtherAndNothingElseIsLost() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "bank.example");
            page.check("[name=policy][value=secure]");
            page.fill("#parameters", "connection_reuse=no match=bank.example");
            assertThat(page.locator("#names")).hasValue("bank.example");

            page.selectOption("#minimum", "TLSv1.3");
            assertThat(page.locator("#parameters"))
                    .hasValue("connection_reuse=no match=bank.example protocols=>=TLSv1.3");
            page.fill("#names", "bank.example\n.bank.example");
            assertThat(page.locator("#parameters"))
                    .hasValue("connection_reuse=no match=bank.example:.bank.example protocols=>=TLSv1.3");
            page.fill("#parameters", "connection_reuse=no");
            assertThat(page.locator("#minimum")).hasValue("");
            page.fill("#servername", "mx.bank.example");
            assertThat(page.locator("#line"))
                    .hasText("bank.example\tsecure connection_reuse=no servername=mx.bank.example");
            page.click(".say-save");

            assertThat(page.locator(".note-good")).containsText("Saved bank.example");
            assertThat(policies.findByTarget("bank.example").orElseThrow().parameters())
                    .isEqualTo("connection_reuse=no servername=mx.bank.example");
        }
    }

    @Test
    void saysWhatAppliesOnceTheEntryHasExpired() {
        entries.add(".bank.example", "encrypt", false);
        long id = entries.add("mail.bank.example", "secure", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies/" + id)) {
            Page page = visitor.page();
            page.fill("#expiresAt", "2031-01-31T12:00");
            page.press("#expiresAt", "Tab");

            assertThat(page.locator(".field-finding.warning:below(#expiresAt)").first())
                    .hasText("After that the default policy applies (dane).");
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(page.locator("body")).containsText("After that the default policy applies (dane).");

            entries.add(".example", "encrypt", true);
            page.reload();
            assertThat(page.locator("body")).containsText("After that the entry for .example applies (encrypt).");
        }
    }

    @Test
    void withoutScriptAFieldIsAsGoodAsTheText() {
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "bank.example");
            page.check("[name=policy][value=encrypt]");
            page.selectOption("#minimum", "TLSv1.2");
            page.selectOption("#ciphers", "high");
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(policies.findByTarget("bank.example").orElseThrow().parameters())
                    .isEqualTo("protocols=>=TLSv1.2 ciphers=high");
        }
    }

    @Test
    void aCertificateFromAFileIsReadAndItsKeyPinned() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "bank.example");
            assertThat(page.locator("#certificate")).isHidden();
            page.check("[name=policy][value=fingerprint]");
            page.setInputFiles(
                    "#certificate-file",
                    new FilePayload("mx1.pem", "application/x-pem-file", PEM.getBytes(StandardCharsets.US_ASCII)));
            assertThat(page.locator("#pem-read")).containsText("CN=mx1.bank.example");
            assertThat(page.locator("#pem-read")).containsText("2036");
            assertThat(page.locator("#pem-read")).containsText(SHA256);

            page.click("#pem-read button:first-child");

            assertThat(page.locator("#fingerprints")).hasValue(SPKI);
            assertThat(page.locator("#parameters")).hasValue("match=" + SPKI);
            page.fill("#certificate", "no certificate");
            assertThat(page.locator("#pem-read .field-error")).isVisible();
        }
    }

    @Test
    void theTargetTellsWhatIsThereAlreadyAndWhatItStandsBefore() {
        entries.add(".bank.example", "secure", true);
        entries.add("a.bank.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            page.check("[name=policy][value=may]");
            assertThat(page.locator("#policy-note")).containsText("go in the clear");
            page.fill("#target", "A.Bank.Example");
            assertThat(page.locator("#target-note .field-error")).containsText("a.bank.example");
            page.fill("#target", "b.bank.example");
            assertThat(page.locator("#target-note .warning"))
                    .containsText(".bank.example (secure), which demands more");
            visitor.open("/policies/"
                    + policies.findByTarget(".bank.example").orElseThrow().id());
            assertThat(page.locator("#target-note")).containsText("a.bank.example");
        }
    }

    @Test
    void aReasonIsRequiredOnceThatIsSwitchedOn() {
        try (Visitor visitor = Visitor.administrator(port).open("/settings")) {
            Page page = visitor.page();
            page.check("#reasonRequired");
            page.click("main .btn-primary");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(page.locator("#reasonRequired")).isChecked();
            visitor.open("/policies/new");
            page.fill("#target", "bank.example");
            page.check("[name=policy][value=secure]");
            page.click(".say-save");
            assertThat(page.locator("#reason-note .field-error")).containsText("A reason is required here.");
            page.fill("#reason", "Contract 114");
            page.click(".say-save");
            assertThat(page.locator(".note-good")).containsText("Saved bank.example");
        }
    }
}
