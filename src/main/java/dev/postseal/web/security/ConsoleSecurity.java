package dev.postseal.web.security;

import dev.postseal.account.AccessRules;
import dev.postseal.account.Accounts;
import dev.postseal.account.SignIn;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Everything that is not the API's: a session by form, closed to whoever has none. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {
    /** After the API's chain, which takes the requests that are its own. */
    @Bean
    @Order(20)
    SecurityFilterChain console(
            HttpSecurity http,
            SignIn signIn,
            Accounts accounts,
            SecondStep secondStep,
            WantedPage wantedPage,
            ObjectProvider<OtherSignIn> others)
            throws Exception {
        others.forEach(other -> other.addTo(http));
        return http.authorizeHttpRequests(ConsoleSecurity::rules)
                // Without a parent: whom this one refuses, nobody else is asked about.
                .authenticationManager(new ProviderManager(new ConsoleAuthentication(signIn)))
                .requestCache(cache -> cache.requestCache(wantedPage.cache()))
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(wantedPage.successHandler())
                        .failureHandler(new SignInFailures(secondStep))
                        .permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?logout").deleteCookies("postseal"))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()))
                .exceptionHandling(
                        no -> no.authenticationEntryPoint(new LoginPage()).accessDeniedHandler(new StaleForms()))
                .addFilterBefore(new LateFragments(), CsrfFilter.class)
                .addFilterBefore(new UploadGate(), CsrfFilter.class)
                .addFilterAfter(new SessionGate(accounts), AuthorizationFilter.class)
                .headers(ConsoleSecurity::headers)
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/assets/**", "/webjars/**", "/favicon.ico", "/login")
                .permitAll()
                // Open to those who have proven a password only; it finds out who they are by itself.
                .requestMatchers("/login/code")
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/preferences")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/liveness")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/actuator/health/readiness")
                .permitAll()
                .requestMatchers("/actuator/**")
                .denyAll()
                .anyRequest()
                .access(new AccessRules());
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter(new ContentSecurityPolicy())
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions ->
                        permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
    }
}
