package dev.postseal.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody at a browser. What the browser complains about (scripts, the content security policy) fails the visit. */
record Visitor(int port, BrowserContext context, Page page) implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";

    private static final Map<Integer, String> signedIn = new ConcurrentHashMap<>();

    /** What a visitor brings along. */
    record Taste(String language, boolean dark, int width, boolean script) {
        static final Taste PLAIN = new Taste("en", false, 1440, true);

        Taste language(String other) {
            return new Taste(other, dark, width, script);
        }

        Taste withoutScript() {
            return new Taste(language, dark, width, false);
        }
    }

    static Visitor stranger(int port, Taste taste) {
        return at(port, options(taste));
    }

    static Visitor administrator(int port) {
        return administrator(port, Taste.PLAIN);
    }

    static Visitor administrator(int port, Taste taste) {
        String session = signedIn.computeIfAbsent(port, Visitor::signIn);
        return at(port, options(taste).setStorageState(session));
    }

    private static String signIn(int port) {
        try (Visitor visitor = stranger(port, Taste.PLAIN)) {
            visitor.open("/login").signIn("admin", PASSWORD);
            return visitor.context.storageState();
        }
    }

    private static Visitor at(int port, Browser.NewContextOptions options) {
        BrowserContext context = Chromium.browser().newContext(options);
        Page page = context.newPage();
        page.onPageError(error -> {
            throw new AssertionError("script failed: " + error);
        });
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                throw new AssertionError(message.text());
            }
        });
        return new Visitor(port, context, page);
    }

    private static Browser.NewContextOptions options(Taste taste) {
        return new Browser.NewContextOptions()
                .setLocale(taste.language())
                .setTimezoneId("Europe/Berlin")
                .setColorScheme(taste.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(taste.width(), taste.width() < 600 ? 844 : 900)
                .setJavaScriptEnabled(taste.script());
    }

    Visitor open(String path) {
        page.navigate("http://127.0.0.1:" + port + path);
        return this;
    }

    Visitor signIn(String user, String password) {
        page.fill("#username", user);
        page.fill("#password", password);
        page.press("#password", "Enter");
        page.waitForURL(url -> !url.endsWith("/login"));
        return this;
    }

    /** After the first sign-in, which is good for nothing else. */
    void choosePassword(String given, String own) {
        page.waitForURL("**/account/password");
        page.fill("#currentPassword", given);
        page.fill("#newPassword", own);
        page.fill("#repeatedPassword", own);
        page.click(".btn-primary");
        page.locator(".note-good").waitFor();
    }

    /** Path and query of the page that is shown. */
    String at() {
        return page.url().replaceFirst("^http://[^/]+", "");
    }

    String text(String selector) {
        return page.locator(selector).first().innerText();
    }

    @Override
    public void close() {
        context.close();
    }
}
