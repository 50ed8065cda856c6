package dev.postseal.api.security;

import dev.postseal.account.AccessRules;
import dev.postseal.account.ApiKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The API's own chain: a key with every request, no session, hence nothing that a foreign page could make a browser do. The
 * description of the API is open to keys as it is to signed-in users.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    @Bean
    @Order(10)
    SecurityFilterChain api(HttpSecurity http, ApiKeys keys, SecurityProblems problems) throws Exception {
        return http.securityMatcher(ours())
                .authorizeHttpRequests(requests -> requests.anyRequest().access(new AccessRules()))
                .addFilterBefore(new ApiKeyFilter(keys, problems), AuthorizationFilter.class)
                .exceptionHandling(no -> no.authenticationEntryPoint(
                                (request, response, why) -> problems.keyMissing(request, response))
                        .accessDeniedHandler((request, response, why) -> problems.notAllowed(request, response)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .build();
    }

    private static RequestMatcher ours() {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        RequestMatcher description =
                new OrRequestMatcher(path.matcher("/v3/api-docs"), path.matcher("/v3/api-docs/**"));
        return new OrRequestMatcher(
                path.matcher("/api/**"),
                path.matcher("/actuator/prometheus"),
                path.matcher("/actuator/health/socketmap"),
                path.matcher("/actuator/health/export"),
                new AndRequestMatcher(description, request -> ApiKeyFilter.keyIn(request) != null));
    }
}
