package dev.postseal.api.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several who write the same entry, and calls that are made again. */
class PolicyVersionsTest extends ApiTest {
    private static final String ALL = "/api/v1/policies";

    @Test
    void onlyTheVersionNamedIsOverwritten() throws Exception {
        String path = ALL + "/" + entry("a.example", "may");
        String body = "{\"target\": \"a.example\", \"policy\": \"encrypt\"}";

        Answer stale = put(path, body, "If-Match", "\"7\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.header("ETag")).isEqualTo("\"0\"");
        assertThat(put(path, body, "If-Match", "W/\"0\"").status()).isEqualTo(412);
        assertThat(put(path, body, "If-Match", "nonsense").status()).isEqualTo(412);
        assertThat(put(path, body, "If-Match", "\"9\", \"0\"").status()).isEqualTo(200);
        assertThat(patch(path, "{\"reason\": \"x\"}", "If-Match", "\"0\"").status())
                .isEqualTo(412);
        assertThat(patch(path, "{\"reason\": \"x\"}", "If-Match", "*").status()).isEqualTo(200);
        assertThat(delete(path, "If-Match", "\"1\"").status()).isEqualTo(412);
        assertThat(delete(path, "If-Match", "\"2\"").status()).isEqualTo(204);
        assertThat(delete(path).status()).isEqualTo(404);
    }

    @Test
    void aReaderWhoHasTheVersionIsToldSo() throws Exception {
        String path = ALL + "/" + entry("a.example", "may");
        Answer same = get(path, "If-None-Match", "\"5\", W/\"0\"");
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.header("ETag")).isEqualTo("\"0\"");
        assertThat(same.http().body()).isEmpty();
        assertThat(get(path, "If-None-Match", "\"5\"").status()).isEqualTo(200);
    }

    @Test
    void ofManyWritersOfOneVersionOneWins() throws Exception {
        String path = ALL + "/" + entry("a.example", "may");
        List<Integer> statuses = together(IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(i -> () -> patch(path, "{\"reason\": \"" + i + "\"}", "If-Match", "\"0\"")
                        .status())
                .toList());
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(get(path).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void writersWhoNameNoVersionDoNotUndoEachOther() throws Exception {
        String path = ALL + "/" + entry("a.example", "may");
        List<Integer> statuses = together(List.of(
                () -> patch(path, "{\"reason\": \"r\"}").status(),
                () -> patch(path, "{\"owner\": \"o\"}").status(),
                () -> patch(path, "{\"policy\": \"encrypt\"}").status()));
        assertThat(statuses).containsOnly(200);
        Answer entry = get(path);
        assertThat(entry.text("/reason") + entry.text("/owner") + entry.text("/policy"))
                .isEqualTo("roencrypt");
    }

    @ParameterizedTest
    @CsvSource({
        "%5Bmail.example.com%5D:587,[mail.example.com]:587",
        "%5Bmail.example.com%5D%3A587,[mail.example.com]:587",
        ".example.com,.example.com",
        "%5BIPv6%3A2001%3Adb8%3A%3A1%5D,[ipv6:2001:db8::1]",
        "m%C3%BCller.example,xn--mller-kva.example"
    })
    void theSameCallByTargetAgainChangesNothing(String path, String target) throws Exception {
        String body = "{\"policy\": \"encrypt\", \"expiresAt\": \"2031-01-01T00:00:00.123456789Z\"}";
        Answer created = put(ALL + "/by-target/" + path, body);
        assertThat(created.status()).as(created.http().body()).isEqualTo(201);
        assertThat(created.text("/target")).isEqualTo(target);
        Answer again = put(ALL + "/by-target/" + path, body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(created.json());
        Answer changed = put(ALL + "/by-target/" + path, "{\"policy\": \"may\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(changed.json().get("id")).isEqualTo(created.json().get("id"));
    }

    @Test
    void byTargetObeysPreconditions() throws Exception {
        String path = ALL + "/by-target/a.example";
        String body = "{\"policy\": \"encrypt\"}";
        assertThat(put(path, body, "If-Match", "*").status()).isEqualTo(412);
        assertThat(put(path, body, "If-None-Match", "*").status()).isEqualTo(201);
        assertThat(put(path, body, "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(put(path, "{\"policy\": \"may\"}", "If-Match", "\"4\"").status())
                .isEqualTo(412);
        assertThat(put(path, "{\"policy\": \"may\"}", "If-Match", "\"0\"").status())
                .isEqualTo(200);
    }

    @Test
    void byTargetRefusesTwoTargetsAndTargetsThatAreNone() throws Exception {
        String body = "{\"target\": \"b.example\", \"policy\": \"encrypt\"}";
        Answer differs = put(ALL + "/by-target/a.example", body);
        assertThat(differs.status()).isEqualTo(422);
        assertThat(differs.text("/errors/0/code")).isEqualTo("target-differs");
        assertThat(put(ALL + "/by-target/B.example", body).status()).isEqualTo(201);
        assertThat(put(ALL + "/by-target/a%20b", "{\"policy\": \"encrypt\"}").text("/errors/0/field"))
                .isEqualTo("target");
    }

    @Test
    void manyWhoPutTheSameTargetAllSucceedAndOneCreates() throws Exception {
        List<Integer> statuses = together(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(i ->
                        () -> put(ALL + "/by-target/race.example", "{\"policy\": \"may\", \"reason\": \"" + i + "\"}")
                                .status())
                .toList());
        assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
    }

    private static List<Integer> together(List<Callable<Integer>> calls) throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            List<Integer> statuses = new java.util.ArrayList<>();
            for (Future<Integer> call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
            return statuses;
        }
    }
}
