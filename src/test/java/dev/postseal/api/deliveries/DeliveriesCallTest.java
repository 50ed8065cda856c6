package dev.postseal.api.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
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
    void whatIsToldIsDescribed() throws Exception {
        JsonNode schemas = get("/v3/api-docs").json().at("/components/schemas");
        assertThat(schemas.at("/Attempt/properties/tried/description").asString())
                .contains("before");
        assertThat(schemas.at("/Attempt/properties/transcript/description").asString())
                .contains("Without the message");
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
