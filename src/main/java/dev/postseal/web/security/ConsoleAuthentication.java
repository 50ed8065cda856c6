package dev.postseal.web.security;

import dev.postseal.account.Actor;
import dev.postseal.account.SignIn;
import dev.postseal.account.SignInResult;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Name and password from the form, judged by {@link SignIn}. */
final class ConsoleAuthentication implements AuthenticationProvider {
    private final SignIn signIn;

    ConsoleAuthentication(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Authentication authenticate(Authentication form) {
        String password = form.getCredentials() instanceof String given ? given : "";
        return switch (signIn.attempt(form.getName(), password, addressOf(form))) {
            case SignInResult.Accepted accepted -> authenticated(accepted.user());
            case SignInResult.CodeNeeded half -> throw new SignInFailures.CodeNeeded(half.user());
            case SignInResult.PasswordExpired ignored -> throw new SignInFailures.PasswordExpired();
            case SignInResult.Refused ignored -> throw new BadCredentialsException("refused");
            case SignInResult.Throttled throttled -> throw new SignInFailures.Throttled(throttled.retryAfter());
        };
    }

    /** What may be done is read from the user's role, not from authorities. */
    static Authentication authenticated(Actor.User user) {
        return UsernamePasswordAuthenticationToken.authenticated(user, null, AuthorityUtils.NO_AUTHORITIES);
    }

    private static String addressOf(Authentication form) {
        return form.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
