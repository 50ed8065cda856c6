package dev.postseal.web.oidc;

import dev.postseal.account.ExternalSignIn;
import dev.postseal.account.ExternalSignInResult;
import dev.postseal.web.security.SessionRenewal;
import dev.postseal.web.security.WantedPage;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.transaction.TransactionException;

/** Opens a session as our user for whom the provider has proven, or says at the form why not. */
final class Arrivals implements AuthenticationSuccessHandler {
    private final ExternalSignIn signIn;
    private final Claims claims;
    private final SessionRenewal sessions;
    private final AuthenticationSuccessHandler onwards;

    Arrivals(ExternalSignIn signIn, Claims claims, SessionRenewal sessions, WantedPage wanted) {
        this.signIn = signIn;
        this.claims = claims;
        this.sessions = sessions;
        this.onwards = wanted.successHandler();
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, ServletException {
        // What the provider calls them is nobody's name here, yet.
        SecurityContextHolder.clearContext();
        if (!(authentication.getPrincipal() instanceof OidcUser person)) {
            throw new IllegalStateException("not by OpenID Connect");
        }
        ExternalSignInResult result;
        try {
            result = signIn.signIn(claims.person(person), request.getRemoteAddr());
        } catch (DataAccessException | TransactionException away) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        switch (result) {
            case ExternalSignInResult.Accepted accepted -> {
                sessions.open(accepted.user(), request, response);
                onwards.onAuthenticationSuccess(request, response, authentication);
            }
            case ExternalSignInResult.Refused refused ->
                Problem.of(refused.reason()).send(request, response);
        }
    }
}
