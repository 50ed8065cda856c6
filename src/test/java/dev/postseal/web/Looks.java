package dev.postseal.web;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Every language, theme and width a page is looked at in, and the pictures of it. */
final class Looks {
    private Looks() {}

    /** Those whose name begins as the system property {@code look} says. */
    static void each(Consumer<Visitor.Taste> pictures) {
        for (String language : new String[] {"en", "de"}) {
            for (boolean dark : new boolean[] {false, true}) {
                for (int width : new int[] {390, 1440}) {
                    var taste = new Visitor.Taste(language, dark, width, true);
                    if (name(taste).startsWith(System.getProperty("look", ""))) {
                        pictures.accept(taste);
                    }
                }
            }
        }
    }

    /** A page after somebody did something there. */
    static void state(int port, Visitor.Taste taste, String name, String path, Consumer<Page> act) {
        try (Visitor visitor = Visitor.administrator(port, taste).open(path)) {
            act.accept(visitor.page());
            visitor.page().waitForLoadState();
            picture(visitor.page(), name, taste);
        }
    }

    static void picture(Page page, String name, Visitor.Taste taste) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + "-" + name(taste) + ".png")));
    }

    private static String name(Visitor.Taste taste) {
        return taste.language() + "-" + (taste.dark() ? "dark" : "light") + "-" + taste.width();
    }
}
