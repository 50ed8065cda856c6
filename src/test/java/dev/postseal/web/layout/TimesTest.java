package dev.postseal.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.SettableClock;
import dev.postseal.texts.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Times times = new Times(new SettableClock(NOW), new Texts(bundle(), LocaleContextHolder::getLocale));

    private static ResourceBundleMessageSource bundle() {
        var bundle = new ResourceBundleMessageSource();
        bundle.setBasename("messages/console");
        bundle.setDefaultEncoding("UTF-8");
        bundle.setFallbackToSystemLocale(false);
        return bundle;
    }

    @AfterEach
    void forget() {
        LocaleContextHolder.resetLocaleContext();
    }

    @ParameterizedTest
    @CsvSource({
        "-7200, 2 hours ago, vor 2 Stunden",
        "-44, just now, gerade eben",
        "0, just now, gerade eben",
        "1, just now, gerade eben",
        "3, in a moment, gleich",
        "44, in a moment, gleich",
        "50, in 1 minute, in 1 Minute",
        "90000, in 25 hours, in 25 Stunden",
        "259200, in 3 days, in 3 Tagen"
    })
    void whatIsToComeIsNotSaidToHaveBeen(long seconds, String english, String german) {
        assertThat(inLanguage(Locale.ENGLISH).relative(NOW.plusSeconds(seconds)))
                .isEqualTo(english);
        assertThat(inLanguage(Locale.GERMAN).relative(NOW.plusSeconds(seconds))).isEqualTo(german);
    }

    @Test
    void eachLanguageHasItsOwnOrderWhicheverWasFirst() {
        for (int twice = 0; twice < 2; twice++) {
            assertThat(inLanguage(Locale.GERMAN).day(NOW)).isEqualTo("1. März 2026");
            assertThat(inLanguage(Locale.ENGLISH).day(NOW)).isEqualTo("March 1, 2026");
            assertThat(inLanguage(Locale.GERMAN).exact(NOW)).startsWith("1. März 2026");
            assertThat(inLanguage(Locale.ENGLISH).duration(Duration.ofMillis(1230)))
                    .isEqualTo("1.2 sec");
        }
    }

    private Times inLanguage(Locale language) {
        LocaleContextHolder.setLocale(language);
        return times;
    }
}
