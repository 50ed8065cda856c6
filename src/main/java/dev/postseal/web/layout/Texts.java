package dev.postseal.web.layout;

import dev.postseal.mail.Reason;
import dev.postseal.policy.Finding;
import dev.postseal.policy.Problem;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The texts of keys that other packages give, in the viewer's language. A key without a text is shown itself. */
@Component("texts")
public class Texts {
    private final MessageSource messages;

    Texts(MessageSource messages) {
        this.messages = messages;
    }

    public String of(Reason reason) {
        return text("reason." + reason.code(), reason.code(), reason.arguments());
    }

    public String of(Problem problem) {
        return text("problem." + problem.code(), problem.code(), problem.arguments());
    }

    public String of(Finding finding) {
        return text("finding." + finding.code(), finding.code(), finding.arguments());
    }

    /** A text of the console. */
    public String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    private String text(String key, String fallback, List<String> arguments) {
        String text = messages.getMessage(key, arguments.toArray(), fallback, LocaleContextHolder.getLocale());
        return text == null ? fallback : text;
    }
}
