package dev.postseal.explanation;

import dev.postseal.texts.Texts;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The product's texts without its container. */
public final class BundleTexts {
    private BundleTexts() {}

    public static Texts in(Locale language) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/reason", "messages/policy");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new Texts(messages, () -> language);
    }
}
