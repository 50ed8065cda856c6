package dev.postseal.api.policies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mailcow gives, and what somebody might send in its place. */
class MailcowImportCallTest extends ImportFixture {
    @Test
    void mailcowsListsAreReadInEveryFormThatItGives() throws Exception {
        String first = "{\"id\": 7, \"dest\": \"a.example\", \"policy\": \"secure\","
                + " \"parameters\": \"match=nexthop\", \"active\": 1, \"created\": \"2024-01-01\", \"modified\": null}";
        String second = "{\"dest\": \"b.example\", \"policy\": \"may\", \"parameters\": null, \"active\": \"0\"}";
        String third = "{\"dest\": \"c.example\", \"policy\": \"may\", \"active\": \"Ja\", \"active_int\": \"1\"}";
        assertThat(counts(json("", "[" + first + "," + second + "," + third + "]")))
                .isEqualTo("3 0 0 0 true");
        assertThat(get("/api/v1/export/postfix").http().body())
                .isEqualTo("a.example\tsecure match=nexthop\nc.example\tmay\n");
        assertThat(counts(json("?onConflict=skip", "{\"0\": " + first + ", \"2\": " + second + "}")))
                .isEqualTo("0 0 2 0 true");
        String single = first.replace("\"modified\": null", "\"0\": null").replace("a.example", "d.example");
        assertThat(counts(json("", single))).isEqualTo("1 0 0 0 true");
        assertThat(counts(json("", "{}"))).isEqualTo("0 0 0 0 true");
        assertThat(counts(json("", "[]"))).isEqualTo("0 0 0 0 true");
    }

    @Test
    void whatMailcowTakesAndPostfixWouldNotIsRefusedByItsNumber() throws Exception {
        Answer answer = json("", """
                [{"dest": "a.example", "policy": "may", "active": 1},
                 {"dest": "b.example", "policy": "may", "parameters": "match=x.example", "active": 1},
                 {"policy": "may"}, 7, {"dest": ["x"], "policy": "may"},
                 {"dest": "c.example", "policy": "may", "active": "vielleicht"}]""");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(rejected(answer))
                .containsExactly(
                        "2 parameters attribute.level",
                        "3 line import.no-dest",
                        "4 line import.no-dest",
                        "5 dest import.member",
                        "6 line import.active");
        assertThat(json("", "{\"type\": \"error\", \"msg\": \"authentication failed\"}")
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[",
                "[{\"dest\":",
                "7",
                "[] []",
                "[{\"dest\": \"a.example\", \"policy\": \"may\"}"
            })
    void whatIsNotJsonIsRefusedAsAWhole(String body) throws Exception {
        assertThat(json("", body).status()).isEqualTo(400);
        assertThat(total()).isZero();
    }

    @Test
    void hostileJsonEndsInAnErrorOfTheClient() throws Exception {
        assertThat(json("", "[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(json("", "[{\"dest\": \"" + "a".repeat(1_000_000) + "\"}]").status())
                .isEqualTo(400);
        assertThat(bytes("application/json", "", new byte[] {'[', '"', (byte) 0xff, '"', ']'})
                        .statusCode())
                .isEqualTo(400);
    }
}
