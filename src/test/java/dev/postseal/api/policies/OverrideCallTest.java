package dev.postseal.api.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Overrides by the API: what is lowered for a while goes back by itself. */
class OverrideCallTest extends ApiTest {
    private static final String ALL = "/api/v1/policies";
    private static final String LOWERED = """
            {"target": "bank.example", "policy": "encrypt", "reason": "Ticket 4711", "expiresAt": "2031-01-01T00:00:00Z",
             "thereafter": {"policy": "VERIFY", "parameters": "match=mx1.bank.example,mx2.bank.example", "reason": "Contract"}}""";

    @Test
    void whatAppliesThereafterIsWrittenReadAndPatched() throws Exception {
        Answer created = post(ALL, LOWERED);
        assertThat(created.status()).isEqualTo(201);
        String url = created.header("Location");
        JsonNode then = get(url).json().get("thereafter");
        assertThat(then.propertyNames()).containsExactly("policy", "parameters", "reason", "owner");
        assertThat(then.get("policy").asString()).isEqualTo("verify");
        assertThat(then.get("parameters").asString()).isEqualTo("match=mx1.bank.example:mx2.bank.example");
        assertThat(created.json().get("findings").findValuesAsString("field")).containsExactly("thereafter.parameters");

        Answer patched = patch(url, "{\"thereafter\": {\"owner\": \"Treasury\", \"reason\": null}}");
        assertThat(patched.text("/thereafter/owner")).isEqualTo("Treasury");
        assertThat(patched.text("/thereafter/reason")).isEmpty();
        assertThat(patched.text("/thereafter/policy")).isEqualTo("verify");
        assertThat(patch(url, "{\"policy\": \"may\"}").text("/thereafter/policy"))
                .isEqualTo("verify");
        assertThat(patch(url, "{\"thereafter\": null}").json().get("thereafter").isNull())
                .isTrue();
        assertThat(get(url).text("/expiresAt")).isEqualTo("2031-01-01T00:00:00Z");
    }

    @Test
    void itGoesWithItsEndAndStaysWithAnother() throws Exception {
        String url = post(ALL, LOWERED).header("Location");
        long id = get(url).json().get("id").asLong();
        post(ALL + "/bulk", bulk(id, "\"2032-01-01T00:00:00Z\""));
        assertThat(get(url).text("/thereafter/policy")).isEqualTo("verify");
        post(ALL + "/bulk", "{\"act\": \"assign\", \"ids\": [" + id + "], \"owner\": \"Sales\"}");
        assertThat(get(url).text("/thereafter/owner")).isEqualTo("Sales");
        assertThat(get(url).text("/thereafter/reason")).isEqualTo("Contract");
        post("/api/v1/edit/tls-policy-map", """
                {"items": ["%d"], "attr": {"policy": "may", "active": "1"}}""".formatted(id));
        assertThat(get(url).text("/policy")).isEqualTo("may");
        assertThat(get(url).text("/thereafter/policy")).isEqualTo("verify");
        post(ALL + "/bulk", bulk(id, "null"));
        assertThat(get(url).json().get("thereafter").isNull()).isTrue();

        put(url, LOWERED);
        assertThat(patch(url, "{\"expiresAt\": null}").json().get("thereafter").isNull())
                .isTrue();
    }

    @Test
    void namesWhatIsWrongWithIt() throws Exception {
        assertThat(errors(LOWERED.replace("VERIFY", "may"))).containsExactly("thereafter.parameters attribute.level");
        assertThat(errors(LOWERED.replace("VERIFY", "best"))).containsExactly("thereafter.policy policy.unknown");
        assertThat(errors(LOWERED.replace("\"2031-01-01T00:00:00Z\"", "null")))
                .containsExactly("thereafter thereafter.no-end");
        assertThat(errors(LOWERED.replace("\"policy\": \"VERIFY\"", "\"level\": \"verify\"")))
                .containsExactlyInAnyOrder("thereafter.level unknown-field", "thereafter.policy required");
        Answer text = post(ALL, LOWERED.replaceAll("(?s)\\{\"policy\": \"VERIFY.*", "\"verify\"}"));
        assertThat(text.status()).isEqualTo(400);
        assertThat(text.text("/errors/0/field")).isEqualTo("thereafter");
    }

    @Test
    void itIsInForceAtItsTimeAndThenWrittenBackByTheNode() throws Exception {
        String url = post(ALL, LOWERED).header("Location");
        assertThat(get("/api/v1/lookup?nexthop=bank.example").text("/policy")).isEqualTo("encrypt");
        database.sql("update policy_entry set expires_at = now() - interval '1 second' where target = 'bank.example'")
                .update();
        while (!get("/api/v1/lookup?nexthop=bank.example").text("/policy").equals("verify")) {
            Thread.onSpinWait();
        }
        Answer lookup = get("/api/v1/lookup?nexthop=bank.example");
        assertThat(lookup.text("/match/policy")).isEqualTo("verify");
        assertThat(get(url).text("/policy")).isEqualTo("verify");
        assertThat(get("/api/v1/export/postfix").http().body())
                .isEqualTo("bank.example\tverify match=mx1.bank.example:mx2.bank.example\n");

        while (!get(url).text("/version").equals("1")) {
            Thread.onSpinWait();
        }
        assertThat(get(url).text("/updatedBy")).isEqualTo("system");
        assertThat(get(url).text("/reason")).isEqualTo("Contract");
        Answer again = put(ALL + "/by-target/bank.example", LOWERED.replace("2031", "2020"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/version")).isEqualTo("1");
        assertThat(again.json().get("findings").findValuesAsString("code")).containsExactly("expires.back");
        JsonNode record = get("/api/v1/audit?q=bank.example").json().at("/items/0");
        assertThat(record.at("/who").asString()).isEqualTo("system");
        assertThat(record.at("/before/policy").asString()).isEqualTo("encrypt");
        assertThat(record.at("/before/thereafter/policy").asString()).isEqualTo("verify");
        assertThat(record.at("/after/policy").asString()).isEqualTo("verify");
        assertThat(record.at("/after/thereafter").isNull()).isTrue();
    }

    private static String bulk(long id, String end) {
        return "{\"act\": \"expire\", \"ids\": [" + id + "], \"expiresAt\": " + end + "}";
    }

    private List<String> errors(String body) throws Exception {
        Answer refused = post(ALL, body);
        assertThat(refused.status()).isEqualTo(422);
        return refused.json()
                .get("errors")
                .valueStream()
                .map(error ->
                        error.get("field").asString() + " " + error.get("code").asString())
                .toList();
    }
}
