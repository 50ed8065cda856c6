package dev.postseal.api.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import org.junit.jupiter.api.Test;

class LookupCallTest extends ApiTest {
    private static final String LOOKUP = "/api/v1/lookup?nexthop=";

    @Test
    void saysWhichEntryAppliesAndWhichArePassedOver() throws Exception {
        long id = entry(".example.com", "encrypt");
        long off = entry("mx.example.com", "secure");
        patch("/api/v1/policies/" + off, "{\"active\": false}");

        Answer found = get(LOOKUP + "MX.Example.com");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().propertyNames())
                .containsExactly("nexthop", "keysTried", "match", "source", "policy", "parameters", "explanation");
        assertThat(found.text("/nexthop")).isEqualTo("mx.example.com");
        assertThat(found.json().get("keysTried").toString()).isEqualTo("[\"mx.example.com\",\".example.com\"]");
        assertThat(found.json().at("/match/id").asLong()).isEqualTo(id);
        assertThat(found.text("/source")).isEqualTo("entry");
        assertThat(found.text("/policy")).isEqualTo("encrypt");
        assertThat(found.json().get("explanation")).hasSize(3);
        assertThat(found.text("/explanation/1")).contains("mx.example.com", "switched off");
    }

    @Test
    void withoutAnEntryTheDefaultApplies() throws Exception {
        Answer found = get(LOOKUP + "%5Bmail.example.com%5D:587", "Accept-Language", "de");
        assertThat(found.json().get("match").isNull()).isTrue();
        assertThat(found.text("/source")).isEqualTo("default");
        assertThat(found.text("/policy")).isEqualTo("may");
        assertThat(found.text("/explanation/1")).isEqualTo("Kein Eintrag gilt, also die Standardrichtlinie: may.");
    }

    @Test
    void aNextHopThatIsNoneIsNamed() throws Exception {
        for (String query : new String[] {"", "a%20b", "%00", "%5Bx"}) {
            Answer refused = get(LOOKUP + query);
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.text("/errors/0/field")).isEqualTo("nexthop");
        }
        assertThat(get("/api/v1/lookup").status()).isEqualTo(400);
        assertThat(get(LOOKUP + "%FF").status()).as("not UTF-8").isEqualTo(400);
    }
}
