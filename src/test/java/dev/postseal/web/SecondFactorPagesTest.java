package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import dev.postseal.SettableClock;
import dev.postseal.account.Authenticator;
import dev.postseal.account.Role;
import dev.postseal.account.UserResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;

@ConsoleTest
@Import(SettableClock.AsClock.class)
class SecondFactorPagesTest extends ConsoleUsers {
    private static final String OWN = "a password of my own";

    @Test
    void setUpByScanningAndSignedInByCodeThenByRecoveryCode() throws Exception {
        Authenticator app;
        String recovery;
        try (Visitor tina = signedIn(new Visitor.Taste("en", true, 390, true)).open("/account")) {
            tina.page().click("text=Set up a second factor");
            String secret = tina.text("#secret");
            assertThat(scanned(tina.page().locator(".qr")))
                    .startsWith("otpauth://totp/Postseal:tina?secret=" + secret.replace(" ", ""));
            app = new Authenticator(secret, clock);
            tina.page().fill("#code", "000000");
            tina.page().click("main .btn-primary");
            assertThat(tina.page().locator("#code-note .field-error")).containsText("not right");
            assertThat(tina.page().locator("#secret")).hasText(secret);
            tina.page().fill("#code", app.code());
            tina.page().click("main .btn-primary");
            recovery = tina.text("#secret").lines().toList().getFirst();
            tina.page().reload();
            assertThat(tina.page().locator("#secret")).hasCount(0);
            assertThat(tina.page().locator("main")).containsText("10 recovery codes left");
        }
        clock.advance(Duration.ofSeconds(30));
        try (Visitor tina = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/policies")) {
            tina.page().fill("#username", "tina");
            tina.page().fill("#password", OWN);
            tina.page().press("#password", "Enter");
            tina.page().waitForURL("**/login/code");
            tina.open("/policies");
            assertThat(tina.at()).as("the password alone").isEqualTo("/login");
            tina.open("/login/code").page().fill("#code", "000000");
            tina.page().press("#code", "Enter");
            assertThat(tina.page().locator("[role=alert]")).containsText("did not work");
            tina.page().fill("#code", app.code());
            tina.page().press("#code", "Enter");
            tina.page().waitForURL("**/policies");
            tina.page().click("text=Sign out");
            password(tina.open("/login"));
            tina.page().click("summary");
            tina.page().fill("#recovery", recovery);
            tina.page().press("#recovery", "Enter");
            tina.page().waitForURL(url -> !url.contains("/login"));
            assertThat(tina.open("/account").page().locator("main")).containsText("9 recovery codes left");
            clock.advance(Duration.ofSeconds(30));
            tina.page().click("text=Switch off the second factor");
            tina.page().fill("#password", OWN);
            tina.page().fill("#code", app.code());
            tina.page().click("main .btn-primary");
            assertThat(tina.page().locator(".note-good")).containsText("second factor is off");
        }
        try (Visitor admin = Visitor.administrator(port).open("/audit?q=tina&kind=user")) {
            assertThat(admin.page().locator("tbody")).containsText("Second factor switched on");
            assertThat(admin.page().locator("tbody tr").first()).containsText("Second factor switched off");
        }
    }

    @Test
    void theQuestionForTheCodeEndsAfterFiveMinutesOrWithTheSessionsOfTheUser() {
        Authenticator app = withSecondFactor();
        try (Visitor tina = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/login")) {
            password(tina);
            clock.advance(Duration.ofMinutes(5));
            tina.page().fill("#code", app.code());
            tina.page().press("#code", "Enter");
            tina.page().waitForURL("**/login?expired");
            password(tina);
            users.endSessions(id());
            tina.page().fill("#code", app.code());
            tina.page().press("#code", "Enter");
            tina.page().waitForURL("**/login?expired");
            tina.open("/account");
            assertThat(tina.at()).isEqualTo("/login");
        }
    }

    @Test
    void anAdministratorSeesWhoHasOneAndTakesItAway() {
        withSecondFactor();
        try (Visitor admin = Visitor.administrator(port).open("/users")) {
            assertThat(admin.page().locator("tbody tr >> text=Yes")).hasCount(1);
            admin.page().click("text=tina");
            admin.page().click("text=Take second factor away");
            assertThat(admin.page().locator(".note-good")).containsText("tina");
            assertThat(admin.page().locator("text=Take second factor away")).hasCount(0);
        }
        try (Visitor tina = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/login")) {
            tina.signIn("tina", OWN);
            assertThat(tina.at()).isEqualTo("/");
        }
    }

    @Test
    void whereItIsRequiredTheOnlyPageIsTheOneThatSetsItUp() {
        try (Visitor tina = signedIn(Visitor.Taste.PLAIN)) {
            secondFactor.require(true);
            for (String path :
                    new String[] {"/policies", "/account", "/account/password", "/account/second-factor/off"}) {
                assertThat(tina.open(path).at()).as(path).isEqualTo("/account/second-factor");
            }
            assertThat(tina.page().locator("main")).containsText("administrators require");
            Authenticator app = new Authenticator(tina.text("#secret"), clock);
            tina.page().fill("#code", app.code());
            tina.page().click("main .btn-primary");
            assertThat(tina.page().locator("#secret")).isVisible();
            assertThat(tina.open("/policies").at()).isEqualTo("/policies");
        }
    }

    @Test
    void thatItIsRequiredStandsInTheAuditInWords() {
        secondFactor.require(true);
        secondFactor.require(false);
        try (Visitor admin = Visitor.administrator(port).open("/audit?kind=setting")) {
            assertThat(admin.page().locator("tbody tr").first()).containsText("A second factor for every user");
        }
    }

    @Test
    void oneTimePasswordsThatAreTooOldSaySo() {
        var made = (UserResult.WithPassword) users.create("tina", Role.VIEWER);
        clock.advance(Duration.ofHours(24));
        try (Visitor tina = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/login")) {
            tina.signIn("tina", made.password());
            assertThat(tina.page().locator("[role=alert]")).containsText("24 hours are over");
        }
    }

    @Test
    void allOtherSessionsAreEndedAndThisOneGoesOn() {
        try (Visitor here = signedIn(Visitor.Taste.PLAIN);
                Visitor there = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/login")) {
            there.signIn("tina", OWN);
            here.open("/account").page().click("text=End all other sessions");
            assertThat(here.page().locator(".note-good")).isVisible();
            assertThat(here.open("/policies").at()).isEqualTo("/policies");
            assertThat(there.open("/policies").at()).startsWith("/login");
        }
    }

    private Authenticator withSecondFactor() {
        try (Visitor tina = signedIn(Visitor.Taste.PLAIN).open("/account/second-factor")) {
            Authenticator app = new Authenticator(tina.text("#secret"), clock);
            tina.page().fill("#code", app.code());
            tina.page().click("main .btn-primary");
            assertThat(tina.page().locator("#secret")).isVisible();
            clock.advance(Duration.ofSeconds(30));
            return app;
        }
    }

    private Visitor signedIn(Visitor.Taste taste) {
        var made = (UserResult.WithPassword) users.create("tina", Role.VIEWER);
        Visitor tina = Visitor.stranger(port, taste).open("/login").signIn("tina", made.password());
        tina.choosePassword(made.password(), OWN);
        return tina;
    }

    private static void password(Visitor visitor) {
        visitor.page().fill("#username", "tina");
        visitor.page().fill("#password", OWN);
        visitor.page().press("#password", "Enter");
        visitor.page().waitForURL("**/login/code");
    }

    private java.util.UUID id() {
        return jdbc.sql("select id from account_user where name = 'tina'")
                .query(java.util.UUID.class)
                .single();
    }

    /** What a phone reads from the screen. */
    private static String scanned(Locator picture) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.screenshot()));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
