package dev.postseal.api.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeliveriesCallTest extends ApiTest {
    @Test
    void saysThatThereMayBeMoreThanWereCounted() throws Exception {
        many("counted", 9_999);
        JsonNode all = get("/api/v1/deliveries?size=1").json();
        assertThat(all.get("total").asInt()).isEqualTo(9_999);
        assertThat(all.has("totalIsLowerBound")).isFalse();

        many("more", 2);
        JsonNode counted = get("/api/v1/deliveries?size=1&page=10000").json();
        assertThat(counted.get("total").asInt()).isEqualTo(10_000);
        assertThat(counted.get("totalIsLowerBound").asBoolean()).isTrue();
        assertThat(counted.get("items").size()).as("and they are there").isEqualTo(1);
        assertThat(get("/api/v1/deliveries?messageId=more").json().has("totalIsLowerBound"))
                .isFalse();
    }

    @Test
    void filtersThatTheConsoleHasFindTheSameHere() throws Exception {
        many("found", 2);
        database.sql("update message set envelope_from = 's@sender.example'").update();
        String to = database.sql("select recipient from delivery limit 1")
                .query(String.class)
                .single();
        String domain = to.substring(to.indexOf('@') + 1);
        for (String all : List.of("", "domain=" + domain, "sender=s@sender.example", "from=2000-01-01T00:00:00Z")) {
            assertThat(get("/api/v1/deliveries?" + all).json().get("total").asInt())
                    .as(all)
                    .isEqualTo(2);
        }
        for (String none : List.of("domain=elsewhere.example", "sender=nobody@", "to=2000-01-01T00:00:00Z")) {
            assertThat(get("/api/v1/deliveries?" + none).json().get("total").asInt())
                    .as(none)
                    .isZero();
        }
        assertThat(get("/api/v1/deliveries?from=yesterday").text("/errors/0/field"))
                .isEqualTo("from");
    }

    @Test
    void anAttemptTellsWhichHostsWereTriedBeforeAndWhatWasSaid() throws Exception {
        many("told", 1);
        long id = database.sql("select id from delivery").query(Long.class).single();
        database.sql("""
                insert into attempt (delivery_id, number, started_at, duration_ms, node, mx_host, address, port,
                    outcome, status, reason_code, reason_args, tried, transcript)
                values (?, 1, now(), 900, 'node-a', 'mx2.bank.example', '192.0.2.26', 25, 'deferred', '4.7.4',
                    'tls.not-offered', '{mx2.bank.example}',
                    '[{"mxHost":"mx0.bank.example","address":null,"status":{"statusClass":4,"subject":4,"detail":3},
                       "reason":{"code":"dns.no-address","arguments":["mx0.bank.example"]}},
                      {"mxHost":"mx1.bank.example","address":"192.0.2.25","status":{"statusClass":4,"subject":7,"detail":5},
                       "reason":{"code":"tls.name-mismatch","arguments":["bank.example","mx1.bank.example"]}}]',
                    E'> EHLO postseal.example\\n< 250 mx2.bank.example')""").param(id).update();

        JsonNode attempt = get("/api/v1/deliveries/" + id).json().at("/attempts/0");

        assertThat(attempt.get("number").asInt()).isEqualTo(1);
        assertThat(attempt.get("transcript").asString()).isEqualTo("> EHLO postseal.example\n< 250 mx2.bank.example");
        assertThat(attempt.get("tried").size()).isEqualTo(2);
        assertThat(attempt.at("/tried/0/address").isNull()).isTrue();
        JsonNode second = attempt.at("/tried/1");
        assertThat(second.propertyNames()).containsExactly("mxHost", "address", "status", "reason");
        assertThat(second.get("mxHost").asString()).isEqualTo("mx1.bank.example");
        assertThat(second.get("status").asString()).isEqualTo("4.7.5");
        assertThat(second.at("/reason/code").asString()).isEqualTo("tls.name-mismatch");
        assertThat(second.at("/reason/text").asString()).contains("mx1.bank.example");
    }

    @Test
    void anAttemptExplainsItselfInTheReadersLanguage() throws Exception {
        many("explained", 1);
        long id = database.sql("select id from delivery").query(Long.class).single();
        database.sql("""
                insert into attempt (delivery_id, number, started_at, duration_ms, node, mx_host, address, port,
                    policy_id, policy_target, policy, effective_level, policy_revision,
                    outcome, status, reason_code, reason_args, tried, transcript, because)
                values (?, 1, now(), 900, 'node-a', 'mx.bank.example', '192.0.2.26', 25,
                    '4', '.example', 'encrypt', 'encrypt', 1, 'deferred', '4.7.4',
                    'tls.not-offered', '{mx.bank.example}', '[]', '',
                    '[{"code":"policy.by-parent","arguments":["bank.example",".example","encrypt"]},
                      {"code":"dns.mx-secure","arguments":["bank.example","mx.bank.example"]}]')""").param(id).update();

        JsonNode english = get("/api/v1/deliveries/" + id).json().at("/attempts/0");
        assertThat(english.at("/reason/text").asString())
                .isEqualTo(english.at("/explanation/2/text").asString() + " "
                        + english.at("/explanation/3/text").asString());
        assertThat(english.get("explanation")
                        .valueStream()
                        .map(each -> each.get("code").asString()))
                .containsExactly("policy.by-parent", "dns.mx-secure", "tls.not-offered", "remedy.tls.not-offered");
        JsonNode german =
                get("/api/v1/deliveries/" + id, "Accept-Language", "de").json().at("/attempts/0");
        assertThat(german.at("/explanation/1").propertyNames()).containsExactly("code", "text");
        assertThat(german.at("/explanation/1/text").asString())
                .isEqualTo(
                        "Die MX-Einträge von bank.example sind mit DNSSEC gültig signiert; sie nennen mx.bank.example"
                                + " als Mailserver.");
    }

    @Test
    void anAttemptOfAnEarlierVersionTellsWhatItKnows() throws Exception {
        many("older", 1);
        long id = database.sql("select id from delivery").query(Long.class).single();
        database.sql("""
                insert into attempt (delivery_id, number, started_at, duration_ms, node, outcome, status, reason_code,
                    reason_args, tried, transcript, tls)
                values (?, 1, now(), 900, 'node-a', 'deferred', '4.7.5', 'tls.self-signed', '{CN=x}', '[]', '',
                    '{"version":"TLSv1.3","cipher":"c","security":"untrusted","peer":{"sha256":"aa","spkiSha256":"bb",
                      "subject":"CN=x","issuer":"CN=x","names":[],"notAfter":"2031-01-14T10:00:00Z"}}')""").param(id).update();

        JsonNode attempt = get("/api/v1/deliveries/" + id).json().at("/attempts/0");

        assertThat(attempt.at("/tls/peer/notBefore").isNull()).isTrue();
        assertThat(attempt.at("/explanation/1/text").asString())
                .contains("made out to CN=x", "valid from ? to 2031-01-14 10:00 UTC");
        assertThat(attempt.at("/explanation/2/code").asString()).isEqualTo("tls.self-signed");
    }

    @Test
    void whatIsToldIsDescribed() throws Exception {
        JsonNode schemas = get("/v3/api-docs").json().at("/components/schemas");
        assertThat(schemas.at("/Attempt/properties/tried/description").asString())
                .contains("before");
        assertThat(schemas.at("/Attempt/properties/transcript/description").asString())
                .contains("Without the message");
        assertThat(schemas.at("/Attempt/properties/explanation/description").asString())
                .contains("which entry matched and why");
        assertThat(schemas.at("/Sentence/properties").propertyNames()).contains("code", "text");
        assertThat(schemas.at("/TriedHost/properties").propertyNames())
                .contains("mxHost", "address", "status", "reason");
        assertThat(schemas.at("/DeliveryPage/properties/totalIsLowerBound/description")
                        .asString())
                .contains("more than total");
    }

    private void many(String message, int count) {
        database.sql("""
                with one as (insert into message (message_id, envelope_from, size, eight_bit, smtp_utf8, received_at, source, peer)
                    values (:message, '', 1, false, false, now(), 'api', '') returning id)
                insert into delivery (message_id, recipient, nexthop, state, queued_at)
                select one.id, 'r' || n || '@example.com', 'example.com', 'held', now()
                from one, generate_series(1, :count) n""").param("message", message).param("count", count).update();
    }
}
