package dev.postseal.web.oidc;

import dev.postseal.account.ExternalSignInResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why nobody was signed in by the provider; the page to sign in says it. */
public enum Problem {
    /** It cannot be reached, or does not describe itself as it should. */
    AWAY,
    /** Stopped there, by the person or by the provider. */
    DENIED,
    /** What it answered proves nothing. */
    FAILED,
    NO_ROLE,
    NO_NAME,
    NAME_TAKEN,
    DISABLED;

    /** As it is written in addresses and names of texts. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty when there is none of that text. */
    public static Optional<Problem> find(String text) {
        return Arrays.stream(values())
                .filter(problem -> problem.text().equals(text))
                .findFirst();
    }

    static Problem of(ExternalSignInResult.Reason reason) {
        return switch (reason) {
            case NO_ROLE -> NO_ROLE;
            case NO_NAME -> NO_NAME;
            case NAME_TAKEN -> NAME_TAKEN;
            case DISABLED -> DISABLED;
        };
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(request.getContextPath() + "/login?provider=" + text());
    }
}
