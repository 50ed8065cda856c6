package dev.postseal.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import org.junit.jupiter.api.Test;

class PostfixExportTest extends ApiTest {
    private static final String EXPORT = "/api/v1/export/postfix";

    @Test
    void hasWhatAppliesSortedAndNothingElse() throws Exception {
        entry("b.example", "may");
        put("/api/v1/policies/by-target/.a.example", "{\"policy\": \"secure\", \"parameters\": \"match=nexthop\"}");
        patch("/api/v1/policies/" + entry("off.example", "may"), "{\"active\": false}");
        patch("/api/v1/policies/" + entry("old.example", "may"), "{\"expiresAt\": \"2001-01-01T00:00:00Z\"}");

        Answer map = get(EXPORT);
        assertThat(map.status()).isEqualTo(200);
        assertThat(map.header("Content-Type")).startsWith("text/plain");
        assertThat(map.http().body()).isEqualTo(".a.example\tsecure match=nexthop\nb.example\tmay\n");
    }

    @Test
    void itsTagStaysAsLongAsItDoes() throws Exception {
        entry("b.example", "may");
        String tag = get(EXPORT).header("ETag");
        assertThat(get(EXPORT, "If-None-Match", tag).status()).isEqualTo(304);
        entry("c.example", "may");
        assertThat(get(EXPORT, "If-None-Match", tag).status()).isEqualTo(200);
        assertThat(call("HEAD", EXPORT, null).status()).isEqualTo(200);
    }
}
