package dev.postseal.web.security;

import dev.postseal.account.SignIn;
import dev.postseal.account.SignInResult;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Name and password from the form, judged by {@link SignIn}. */
final class ConsoleAuthentication implements AuthenticationProvider {
    static final List<GrantedAuthority> AUTHORITIES = List.of(new SimpleGrantedAuthority("ROLE_ADMINISTRATOR"));

    private final SignIn signIn;

    ConsoleAuthentication(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Authentication authenticate(Authentication form) {
        String password = form.getCredentials() instanceof String given ? given : "";
        return switch (signIn.attempt(form.getName(), password, addressOf(form))) {
            case SignInResult.Accepted accepted ->
                UsernamePasswordAuthenticationToken.authenticated(accepted.user(), null, AUTHORITIES);
            case SignInResult.Refused ignored -> throw new BadCredentialsException("refused");
            case SignInResult.Throttled throttled -> throw new SignInFailures.Throttled(throttled.retryAfter());
        };
    }

    private static String addressOf(Authentication form) {
        return form.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
