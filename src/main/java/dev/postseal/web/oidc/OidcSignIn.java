package dev.postseal.web.oidc;

import dev.postseal.account.ExternalSignIn;
import dev.postseal.web.security.OtherSignIn;
import dev.postseal.web.security.SessionRenewal;
import dev.postseal.web.security.WantedPage;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;

/**
 * The way to the provider ({@code /oauth2/authorization/oidc}) and back ({@code /login/oauth2/code/oidc}). The form's own
 * way is left as it is.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(WhenOn.class)
class OidcSignIn {
    @Bean
    OtherSignIn signInByProvider(
            OidcSettings settings,
            ExternalSignIn signIn,
            SessionRenewal sessions,
            WantedPage wanted,
            @Value("${postseal.public-url:}") String publicUrl,
            Clock clock) {
        Provider provider = new Provider(settings, publicUrl, clock);
        Arrivals arrivals = new Arrivals(signIn, new Claims(settings), sessions, wanted);
        Failures failures = new Failures(settings);
        return console -> console.addFilterBefore(there(provider), UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(back(provider, arrivals, failures), UsernamePasswordAuthenticationFilter.class);
    }

    /** With state and nonce by default, and PKCE for whatever client we are. */
    private static OAuth2AuthorizationRequestRedirectFilter there(Provider provider) {
        var requests = new DefaultOAuth2AuthorizationRequestResolver(provider);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        var there = new OAuth2AuthorizationRequestRedirectFilter(requests);
        there.setAuthenticationFailureHandler((request, response, why) -> Problem.AWAY.send(request, response));
        return there;
    }

    private static OAuth2LoginAuthenticationFilter back(Provider provider, Arrivals arrivals, Failures failures) {
        var back = new OAuth2LoginAuthenticationFilter(
                provider, new NoTokens(), OAuth2LoginAuthenticationFilter.DEFAULT_FILTER_PROCESSES_URI);
        back.setAuthenticationManager(new ProviderManager(ProviderCalls.authentication()));
        // Sessions are opened as users of ours, not as the provider calls people.
        back.setSecurityContextRepository(new NullSecurityContextRepository());
        back.setAuthenticationSuccessHandler(arrivals);
        back.setAuthenticationFailureHandler(failures);
        return back;
    }
}
