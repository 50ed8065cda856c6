package dev.postseal.api.errors;

import dev.postseal.api.texts.TextsOfRequest;
import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ApiWebConfiguration implements WebMvcConfigurer {
    private final ApiErrors errors;
    private final TextsOfRequest texts;

    ApiWebConfiguration(ApiErrors errors, TextsOfRequest texts) {
        this.errors = errors;
        this.texts = texts;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(texts);
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(errors);
    }

    /** Next hops have brackets, which curl and many libraries send as they are, though RFC 3986 would encode them. */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> bracketsAsTheyAre() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            // Refused by the firewall behind it, which lets us say so in our own form.
            connector.setEncodedSolidusHandling("passthrough");
            connector.setProperty("relaxedPathChars", "[]");
            connector.setProperty("relaxedQueryChars", "[]");
        });
    }
}
