package dev.postseal.web.oidc;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** What is asked of the provider for one sign-in, and how long somebody waits for it. */
final class ProviderCalls {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);

    private ProviderCalls() {}

    /** Exchanges the code, judges the token (issuer, audience, signature, times, nonce) and reads the claims. */
    static AuthenticationProvider authentication() {
        var tokens = new OidcIdTokenDecoderFactory();
        tokens.setJwsAlgorithmResolver(ProviderCalls::algorithm);
        var authentication = new OidcAuthorizationCodeAuthenticationProvider(codes(), claims());
        authentication.setJwtDecoderFactory(tokens);
        return authentication;
    }

    private static RestClientAuthorizationCodeTokenResponseClient codes() {
        var codes = new RestClientAuthorizationCodeTokenResponseClient();
        codes.setRestClient(RestClient.builder()
                .requestFactory(requests())
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return codes;
    }

    private static OidcUserService claims() {
        var rest = new RestTemplate(requests());
        rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        var plain = new DefaultOAuth2UserService();
        plain.setRestOperations(rest);
        var claims = new OidcUserService();
        claims.setOauth2UserService(plain);
        return claims;
    }

    private static ClientHttpRequestFactory requests() {
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(CONNECT);
        requests.setReadTimeout(READ);
        return requests;
    }

    /** The one that every provider must know, unless this one says that it signs by others; never one with a shared secret. */
    static SignatureAlgorithm algorithm(ClientRegistration registration) {
        Object said = registration
                .getProviderDetails()
                .getConfigurationMetadata()
                .get("id_token_signing_alg_values_supported");
        List<SignatureAlgorithm> possible = said instanceof Collection<?> names
                ? names.stream()
                        .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
        return possible.isEmpty() || possible.contains(SignatureAlgorithm.RS256)
                ? SignatureAlgorithm.RS256
                : possible.getFirst();
    }
}
