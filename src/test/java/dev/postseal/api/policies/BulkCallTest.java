package dev.postseal.api.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkCallTest extends ApiTest {
    @Test
    void filtersThatTheConsoleHasFindTheSameHere() throws Exception {
        long owned = entry("owned.example", "may");
        patch("/api/v1/policies/" + owned, "{\"owner\": \"Treasury\"}");
        long expired = entry("expired.example", "secure");
        long failing = entry("failing.example", "secure");
        database.sql("update policy_entry set expires_at = now() - interval '1 hour' where id = ?")
                .param(expired)
                .update();
        use(failing, true);
        use(owned, false);

        assertThat(targets("owner=Treasury")).containsExactly("owned.example");
        assertThat(targets("expiry=expired")).containsExactly("expired.example");
        assertThat(targets("expiry=soon")).isEmpty();
        assertThat(targets("use=failing")).containsExactly("failing.example");
        assertThat(targets("use=never")).containsExactly("expired.example");
        assertThat(targets("use=never&q=exp&policy=secure&active=true")).containsExactly("expired.example");
        assertThat(targets("sort=-owner").getFirst()).isEqualTo("owned.example");
        for (String wrong : List.of("use=often", "expiry=later", "sort=name")) {
            assertThat(get("/api/v1/policies?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void anEntryThatWasUsedOnceIsNotFoundAsNeverUsedAfterItCameBack() throws Exception {
        long id = entry("used.example", "may");
        assertThat(targets("use=never")).containsExactly("used.example");
        use(id, false);
        assertThat(targets("use=never")).isEmpty();
        database.sql("""
                with gone as (delete from policy_entry where id = ? returning *)
                insert into policy_entry overriding system value select * from gone""").param(id).update();
        assertThat(targets("")).containsExactly("used.example");
        assertThat(targets("use=never")).isEmpty();
    }

    @Test
    void anOverrideThatGoesBackIsNotGivenAnEndThatIsOver() throws Exception {
        long plain = entry("plain.over.example", "may");
        long lowered = entry("lowered.over.example", "may");
        database.sql("""
                update policy_entry set expires_at = '2099-01-01T00:00:00Z', thereafter_policy = 'secure',
                    thereafter_parameters = '', thereafter_reason = '', thereafter_owner = '' where id = ?""").param(lowered).update();

        Answer ended = post(
                "/api/v1/policies/bulk?q=over.example",
                "{\"act\": \"expire\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}");

        assertThat(ended.json().get("changed").asInt()).isEqualTo(1);
        assertThat(ended.text("/refused/0/target")).isEqualTo("lowered.over.example");
        assertThat(ended.text("/refused/0/errors/0/field")).isEqualTo("expiresAt");
        assertThat(ended.text("/refused/0/errors/0/code")).isEqualTo("expires.over");
        assertThat(ended.text("/refused/0/errors/0/message")).startsWith("This time is over");
        assertThat(get("/api/v1/policies/" + lowered).text("/expiresAt")).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(get("/api/v1/policies/" + plain).text("/expiresAt")).isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void manyEntriesAreChangedByNameOrByFilter() throws Exception {
        long first = entry("a.bulk.example", "may");
        long second = entry("b.bulk.example", "may");
        entry("other.example", "may");

        Answer named = post("/api/v1/policies/bulk", "{\"act\": \"deactivate\", \"ids\": [" + first + ", 999999999]}");
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.json().get("changed").asInt()).isEqualTo(1);
        assertThat(named.json().get("gone").asInt()).isEqualTo(1);
        assertThat(targets("active=false")).containsExactly("a.bulk.example");

        Answer found = post("/api/v1/policies/bulk?q=bulk.example", "{\"act\": \"assign\", \"owner\": \"Team\"}");
        assertThat(found.json().get("changed").asInt()).isEqualTo(2);
        post("/api/v1/policies/bulk?owner=Team", "{\"act\": \"expire\", \"expiresAt\": \"2099-01-01T00:00:00Z\"}");
        assertThat(get("/api/v1/policies/" + second).text("/expiresAt")).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(get("/api/v1/audit?q=b.bulk.example").json().get("items").size())
                .isEqualTo(3);
        assertThat(post("/api/v1/policies/bulk?owner=Team", "{\"act\": \"delete\"}")
                        .json()
                        .get("changed")
                        .asInt())
                .isEqualTo(2);
        assertThat(targets("")).containsExactly("other.example");
    }

    @Test
    void aBulkActThatNamesNothingOrTwoThingsChangesNothing() throws Exception {
        long id = entry("kept.example", "may");
        refused("", "{\"act\": \"delete\"}", 422, "ids", "ids-or-filter");
        refused("?q=kept", "{\"act\": \"delete\", \"ids\": [" + id + "]}", 422, "ids", "ids-or-filter");
        refused("?q=", "{\"act\": \"delete\"}", 422, "ids", "ids-or-filter");
        refused("?q=kept", "{\"act\": \"drop\"}", 422, "act", "choice");
        refused("", "{\"act\": \"delete\", \"ids\": [\"x\"]}", 400, "ids", "json.number");
        refused("?q=kept", "{\"act\": \"assign\", \"owner\": \"" + "x".repeat(5_000) + "\"}", 422, "owner", "owner");
        assertThat(targets("")).containsExactly("kept.example");
    }

    private void refused(String query, String body, int status, String field, String code) throws Exception {
        Answer answer = post("/api/v1/policies/bulk" + query, body);
        assertThat(answer.status()).as(query + body).isEqualTo(status);
        assertThat(answer.text("/errors/0/field")).as(query + body).isEqualTo(field);
        assertThat(answer.text("/errors/0/code")).as(query + body).isEqualTo(code);
    }

    private void use(long id, boolean failing) {
        database.sql("""
                insert into policy_use (policy_id, used_at, outcome, reason_code, delivery_id, failing)
                values (?, now(), 'deferred', 'tls.not-offered', 1, ?)""").params(id, failing).update();
    }

    private List<String> targets(String query) throws Exception {
        var targets = new ArrayList<String>();
        get("/api/v1/policies?" + query)
                .json()
                .get("items")
                .forEach(item -> targets.add(item.get("target").asString()));
        return targets;
    }
}
