package dev.postseal.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.postseal.AccountsOnly;
import dev.postseal.SettableClock;
import dev.postseal.account.ApiKeys;
import dev.postseal.account.KeyRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@SpringBootTest(classes = AccountsOnly.class)
@AutoConfigureMockMvc
@Import(SettableClock.AsClock.class)
class ApiSecurityTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private SettableClock clock;

    @Test
    void withoutAKeyTheApiSaysThatOneIsNeeded() {
        MvcTestResult answer = mvc.perform(get("/api/v1/nothing"));

        assertThat(answer).hasStatus(401).hasContentType("application/problem+json;charset=UTF-8");
        assertThat(answer).bodyJson().extractingPath("$.errors[0].code").isEqualTo("account.key.missing");
        assertThat(answer.getRequest().getSession(false)).as("no session").isNull();
    }

    @Test
    void aKeyIsTakenFromEitherHeader() {
        String key = key(false, List.of());

        assertThat(mvc.perform(get("/api/v1/nothing").header("X-API-Key", key))).hasStatus(404);
        assertThat(mvc.perform(get("/api/v1/nothing").header("Authorization", "Bearer " + key)))
                .hasStatus(404);
        assertThat(mvc.perform(post("/api/v1/nothing").header("X-API-Key", key)))
                .hasStatus(404);
    }

    @Test
    void aReadOnlyKeyMayNotWrite() {
        String key = key(true, List.of());

        assertThat(mvc.perform(get("/api/v1/nothing").header("X-API-Key", key))).hasStatus(404);
        MvcTestResult refused = mvc.perform(post("/api/v1/nothing").header("X-API-Key", key));
        assertThat(refused).hasStatus(403);
        assertThat(refused).bodyJson().extractingPath("$.errors[0].code").isEqualTo("account.key.read-only");
    }

    @Test
    void aKeyBoundToNetworksIsRefusedFromElsewhere() {
        String key = key(false, List.of("192.0.2.0/24", "2001:db8::/32"));

        assertThat(mvc.perform(from("192.0.2.9", get("/api/v1/nothing").header("X-API-Key", key))))
                .hasStatus(404);
        MvcTestResult refused =
                mvc.perform(from("198.51.100.1", get("/api/v1/nothing").header("X-API-Key", key)));
        assertThat(refused).hasStatus(403);
        assertThat(refused).bodyJson().extractingPath("$.errors[0].code").isEqualTo("account.key.network");
    }

    @Test
    void manyWrongKeysMakeTheirAddressWaitButNotTheKeysKnownFromThere() {
        String known = key(false, List.of());
        String unheardOf = key(false, List.of());
        mvc.perform(from("203.0.113.5", get("/api/v1/nothing").header("X-API-Key", known)));
        for (int guess = 0; guess < 21; guess++) {
            assertThat(mvc.perform(from("203.0.113.5", get("/api/v1/nothing").header("X-API-Key", "wrong" + guess))))
                    .hasStatus(401);
        }

        assertThat(mvc.perform(from("203.0.113.5", get("/api/v1/nothing").header("X-API-Key", unheardOf))))
                .hasStatus(429)
                .headers()
                .hasValue("Retry-After", "1");
        assertThat(mvc.perform(from("203.0.113.5", get("/api/v1/nothing").header("X-API-Key", known))))
                .hasStatus(404);
        clock.advance(Duration.ofSeconds(1));
        assertThat(mvc.perform(from("203.0.113.5", get("/api/v1/nothing").header("X-API-Key", unheardOf))))
                .hasStatus(404);
    }

    @Test
    void healthIsOpenAndSaysNoMore() {
        assertThat(mvc.perform(get("/actuator/health")))
                .hasStatusOk()
                .bodyJson()
                .doesNotHavePath("$.components");
        assertThat(mvc.perform(get("/actuator/health/liveness"))).hasStatusOk();
        assertThat(mvc.perform(get("/actuator/prometheus"))).hasStatus(401);
    }

    private String key(boolean readOnly, List<String> networks) {
        return keys.create(new KeyRequest("test", readOnly, networks, null)).key();
    }

    private static MockHttpServletRequestBuilder from(String address, MockHttpServletRequestBuilder request) {
        return request.with(sent -> {
            sent.setRemoteAddr(address);
            return sent;
        });
    }
}
