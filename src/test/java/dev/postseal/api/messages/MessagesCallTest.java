package dev.postseal.api.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages by HTTP into the real queue, and what becomes of them there. */
class MessagesCallTest extends ApiTest {
    private static final String[] MAIL = {"Content-Type", "message/rfc822"};
    private static final String TO = "/api/v1/messages?from=&to=anna@example.com";

    @Test
    void anAcceptedMessageHasADeliveryForEachRecipientWhichCanBeActedOn() throws Exception {
        Answer accepted = post(TO + "&to=ben@example.org", "Subject: x\r\n\r\nhello\r\n", MAIL);
        assertThat(accepted.status()).as(accepted.http().body()).isEqualTo(202);
        assertThat(accepted.json().propertyNames()).containsExactly("messageId", "deliveries");
        assertThat(accepted.json().get("deliveries").findValuesAsString("recipient"))
                .containsExactly("anna@example.com", "ben@example.org");

        Answer list = get("/api/v1/deliveries?messageId=" + accepted.text("/messageId"));
        assertThat(list.json().get("total").asInt()).isEqualTo(2);
        assertThat(list.json().at("/items/0").propertyNames())
                .containsExactly(
                        "id",
                        "messageId",
                        "envelopeFrom",
                        "recipient",
                        "nexthop",
                        "state",
                        "queuedAt",
                        "nextAttemptAt",
                        "attemptCount",
                        "lastReason");

        String path =
                "/api/v1/deliveries/" + accepted.json().at("/deliveries/0/id").asLong();
        assertThat(get(path).json().get("attempts")).isEmpty();
        assertThat(call("POST", path + "/hold", null).text("/state")).isEqualTo("held");
        Answer no = call("POST", path + "/hold", null);
        assertThat(no.status()).isEqualTo(409);
        assertThat(no.text("/state")).isEqualTo("held");
        assertThat(call("POST", path + "/release", null).text("/state")).isEqualTo("queued");
        assertThat(call("POST", path + "/retry", null).status()).isEqualTo(200);
        assertThat(call("POST", path + "/bounce", null).text("/state")).isEqualTo("bounced");
        assertThat(delete(path).status()).isEqualTo(204);
        assertThat(get(path).status()).isEqualTo(404);
        assertThat(delete(path).status()).isEqualTo(404);
    }

    @Test
    void everyAddressThatIsNoneIsNamed() throws Exception {
        Answer refused = post("/api/v1/messages?from=x&to=y&to=anna@example.com", "Subject: x\r\n\r\n", MAIL);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().findValuesAsString("field")).containsExactly("from", "to");
        assertThat(post("/api/v1/messages", "x", MAIL).json().findValuesAsString("field"))
                .containsExactly("from", "to");
    }

    @Test
    void whatIsTooLargeEmptyOrNoMessageIsRefused() throws Exception {
        assertThat(post(TO, "x".repeat(1 << 20) + "y", MAIL).status()).isEqualTo(413);
        assertThat(post(TO, "", MAIL).status()).isEqualTo(422);
        assertThat(post(TO, "{}").status()).isEqualTo(415);
    }

    @Test
    void namesTheParameterThatIsWrong() throws Exception {
        for (String query : List.of("state=lost", "size=501", "page=-1")) {
            Answer refused = get("/api/v1/deliveries?" + query);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(query).startsWith(refused.text("/errors/0/field"));
        }
    }
}
