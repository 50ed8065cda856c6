package dev.postseal.web.policies;

import dev.postseal.policy.NotInForceException;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Note;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A change was stored, and nobody knows yet whether this node follows it: the list says so. Asked before the others, who
 * would go by the cause and say that the database is away, as if nothing had been stored.
 */
@ControllerAdvice(basePackageClasses = StoredNotInForce.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class StoredNotInForce {
    private final Texts texts;

    StoredNotInForce(Texts texts) {
        this.texts = texts;
    }

    @ExceptionHandler
    ModelAndView stored(NotInForceException notYet, HttpServletRequest request, RedirectAttributes redirect) {
        redirect.addFlashAttribute("note", Note.warning(texts.of("policy.not-in-force")));
        return Redirection.to("/policies", request.getHeader("HX-Request") != null);
    }
}
