package dev.postseal.api.texts;

import dev.postseal.texts.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * The language of a call is that of its {@code Accept-Language}, English otherwise; what a user chose in the console does
 * not matter here.
 */
@Component
public class TextsOfRequest implements HandlerMethodArgumentResolver {
    private final MessageSource messages;

    TextsOfRequest(MessageSource messages) {
        this.messages = messages;
    }

    public Texts of(HttpServletRequest request) {
        Locale language = language(request.getHeader("Accept-Language"));
        return new Texts(messages, () -> language);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Texts.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        return http == null ? null : of(http);
    }

    private static Locale language(@Nullable String accepted) {
        if (accepted == null || accepted.isBlank()) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(accepted), Texts.LANGUAGES);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }
}
