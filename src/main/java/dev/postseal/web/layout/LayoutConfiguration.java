package dev.postseal.web.layout;

import dev.postseal.texts.Texts;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Language by choice, else by browser; assets under names that change with their content, so that they may be kept. */
@Configuration(proxyBeanMethods = false)
class LayoutConfiguration implements WebMvcConfigurer {
    static final String LANGUAGE_COOKIE = "language";
    private static final Duration KEPT = Duration.ofDays(365);

    /** Ours; a name may have the hash of its content in it. */
    private static final Pattern OWN = Pattern.compile("[a-z]+(-[0-9a-f]{32})?\\.(css|js|svg)");

    /** What pages use of the libraries; after the name of each comes its version. */
    private static final Pattern LIBRARIES = Pattern.compile("""
            tabler__core/[0-9.]+/dist/css/tabler\\.min\\.css\
            |htmx\\.org/[0-9.]+/dist/htmx\\.min\\.js\
            |uplot/[0-9.]+/dist/uPlot\\.(min\\.css|iife\\.min\\.js)""");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(CacheControl.maxAge(KEPT).cachePublic().immutable())
                .resourceChain(false)
                .addResolver(new PackedAssets(OWN))
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"))
                .addTransformer(new NoLinkedStyles());
        // Their addresses have the version in them.
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.maxAge(KEPT).cachePublic().immutable())
                .resourceChain(false)
                .addResolver(new PackedAssets(LIBRARIES));
    }

    /** Of error pages too: what is linked without its version is not there, or would be kept beyond an upgrade. */
    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> resourceUrlEncodingFilter() {
        var registration = new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return registration;
    }

    @Bean
    LocaleResolver localeResolver() {
        var byBrowser = new AcceptHeaderLocaleResolver();
        byBrowser.setSupportedLocales(Texts.LANGUAGES);
        byBrowser.setDefaultLocale(Texts.LANGUAGES.getFirst());
        var byChoice = new Choice();
        byChoice.setDefaultLocaleFunction(byBrowser::resolveLocale);
        byChoice.setRejectInvalidCookies(false);
        return byChoice;
    }

    /** In the viewer's language; for templates too. */
    @Bean
    Texts texts(MessageSource messages) {
        return new Texts(messages, LocaleContextHolder::getLocale);
    }

    @Bean
    Frame frame(ThymeleafViewResolver views, Chrome chrome) {
        views.addStaticVariable("chrome", chrome);
        return new Frame();
    }

    /** Nothing but the sign that templates have been given their frame. */
    static final class Frame {}

    /** A cookie may say anything: what is not spoken would be the language of dates, and of nothing else. */
    private static final class Choice extends CookieLocaleResolver {
        private Choice() {
            super(LANGUAGE_COOKIE);
        }

        @Override
        protected @Nullable Locale parseLocaleValue(String value) {
            return Texts.LANGUAGES.stream()
                    .filter(language -> language.getLanguage().equals(value))
                    .findFirst()
                    .orElse(null);
        }
    }
}
