package dev.postseal.api.errors;

import dev.postseal.texts.Texts;
import jakarta.servlet.http.HttpServletRequest;

/** Calls that exist elsewhere and whose clients expect failures in the form that they have there. */
public interface ErrorDialect {
    boolean isFor(HttpServletRequest request);

    Answer of(ApiException failure, HttpServletRequest request, Texts texts);

    /**
     * A failure in that form.
     *
     * @param body written as JSON
     */
    record Answer(int status, Object body) {}
}
