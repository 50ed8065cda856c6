package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole product: an entry by REST, an answer to the very next request. */
@TestPropertySource(properties = "postseal.socketmap.listen=127.0.0.1:0")
class LiveSocketmapTest extends ApiTest {
    @Autowired
    private SocketmapServer server;

    @Autowired
    private SocketmapUse use;

    @Autowired
    private PostfixMap map;

    @Autowired
    private AskedPolicies asked;

    @Test
    void eachChangeIsVisibleToTheNextRequestAfterItsAnswer() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("example.com")).isEqualTo("NOTFOUND ");
            long id = entry("example.com", "encrypt");
            assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
            for (int i = 0; i < 50; i++) {
                patch(
                        "/api/v1/policies/" + id,
                        "{\"policy\": \"secure\", \"parameters\": \"match=m" + i + ".example\"}");
                assertThat(client.ask("example.com")).isEqualTo("OK secure match=m" + i + ".example");
            }
            patch("/api/v1/policies/" + id, "{\"active\": false}");
            assertThat(client.ask("example.com")).isEqualTo("NOTFOUND ");
            patch("/api/v1/policies/" + id, "{\"active\": true}");
            assertThat(client.ask("example.com")).startsWith("OK ");
            patch("/api/v1/policies/" + id, "{\"expiresAt\": \"2001-01-01T00:00:00Z\"}");
            assertThat(client.ask("example.com")).isEqualTo("NOTFOUND ");
            delete("/api/v1/policies/" + id);
            assertThat(client.ask("example.com")).isEqualTo("NOTFOUND ");
        }
    }

    @Test
    void whatWasAskedForHasBeenUsed() throws Exception {
        entry("asked.example", "encrypt");
        entry("parent.asked.example", "encrypt");
        try (var client = client()) {
            client.ask("asked.example");
            client.ask("unknown.example");
        }
        asked.round();

        JsonNode never = get("/api/v1/policies?use=never").json().get("items");
        assertThat(never.findValuesAsString("target")).containsExactly("parent.asked.example");
    }

    @Test
    void answersWhatTheTextMapSays() throws Exception {
        put("/api/v1/policies/by-target/.a.example", "{\"policy\": \"secure\", \"parameters\": \"match=nexthop\"}");
        put(
                "/api/v1/policies/by-target/b.example",
                "{\"policy\": \"may\", \"parameters\": \"protocols=!SSLv2,!SSLv3 { exclude = MD5 }\"}");
        put("/api/v1/policies/by-target/c.example", "{\"policy\": \"none\"}");

        var text = new StringWriter();
        map.writeTo(text);
        assertThat(text.toString().lines()).hasSize(3);
        try (var client = client()) {
            for (String line : text.toString().lines().toList()) {
                String[] entry = line.split("\t");
                assertThat(client.ask(entry[0])).isEqualTo("OK " + entry[1]);
            }
        }
    }

    @Test
    void healthAndMetricsTellOfIt() throws Exception {
        entry("example.com", "encrypt");
        try (var client = client()) {
            client.ask("example.com");
            client.ask("unknown.example");

            Answer health = get("/actuator/health/socketmap");
            assertThat(health.text("/status")).isEqualTo("UP");
            assertThat(health.json()
                            .at("/components/policies/details/lastContactSeconds")
                            .asLong())
                    .isBetween(0L, 5L);
            assertThat(health.json().at("/components/policies/details/current").asBoolean())
                    .isTrue();
            assertThat(get("/actuator/health/readiness").text("/status")).isEqualTo("UP");
            assertThat(get("/actuator/prometheus").http().body())
                    .containsPattern("postseal_socketmap_requests_total\\{answer=\"ok\"} [1-9]")
                    .containsPattern("postseal_socketmap_requests_total\\{answer=\"notfound\"} [1-9]")
                    .contains("postseal_socketmap_connections 1.0")
                    .containsPattern("postseal_policies_age_seconds [0-4]\\.");
        }
        assertThat(use.keysWithoutEntry().getFirst().key()).isEqualTo("unknown.example");
        assertThat(use.requestsInLastMinute()).isGreaterThanOrEqualTo(2);
    }

    private SocketmapTalk client() throws Exception {
        return new SocketmapTalk(server.addresses().getFirst());
    }
}
