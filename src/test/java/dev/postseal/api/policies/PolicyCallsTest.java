package dev.postseal.api.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PolicyCallsTest extends ApiTest {
    private static final String ALL = "/api/v1/policies";

    @Test
    void anEntryIsWrittenAsTheGoldenFileHasIt() throws Exception {
        Answer created = post(ALL, """
                {"target": "Müller.Example", "policy": "SECURE", "parameters": "protocols=!SSLv2,!SSLv3",
                 "reason": "contract", "owner": "mail team", "expiresAt": "2031-02-03T04:05:06.789+02:00"}""");

        assertThat(created.status()).isEqualTo(201);
        ObjectNode entry = (ObjectNode) created.json();
        assertThat(created.header("Location")).isEqualTo(ALL + "/" + entry.get("id"));
        assertThat(created.header("ETag")).isEqualTo("\"0\"");
        ObjectNode read = (ObjectNode) get(created.header("Location")).json();
        List.of("id", "createdAt", "updatedAt")
                .forEach(name -> assertThat(read.get(name)).isEqualTo(entry.get(name)));
        List.of("id", "createdAt", "updatedAt").forEach(name -> read.put(name, "…"));
        List.of("id", "createdAt", "updatedAt").forEach(name -> entry.put(name, "…"));
        assertThat(entry).isEqualTo(golden("entry.json"));
        // What was rewritten on the way in is said once, to its writer.
        entry.withArray("findings").remove(0);
        assertThat(read).isEqualTo(entry);
    }

    @Test
    void anExpiryInThePastIsTakenWithAWarning() throws Exception {
        Answer created = post(ALL, """
                {"target": "past.example", "policy": "may", "expiresAt": "2020-01-01T00:00:00Z"}""");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/findings/0/code")).isEqualTo("expires.past");
        assertThat(created.text("/findings/0/field")).isEqualTo("expiresAt");
        assertThat(created.text("/findings/0/severity")).isEqualTo("warning");
    }

    @Test
    void listsPagesWithTheirTotal() throws Exception {
        entry("b.example", "may");
        entry("a.example", "encrypt");
        entry("c.example", "may");

        Answer page = get(ALL + "?page=1&size=2&sort=target,desc");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().propertyNames()).containsExactly("items", "page", "size", "total");
        assertThat(page.text("/items/0/target")).isEqualTo("a.example");
        assertThat(page.json().get("total").asInt()).isEqualTo(3);
        assertThat(get(ALL + "?policy=may&sort=-target").text("/items/0/target"))
                .isEqualTo("c.example");
        assertThat(get(ALL + "?q=&policy=&active=&q=b.ex").json().get("total").asInt())
                .isEqualTo(0);
        assertThat(get(ALL + "?q=b.ex&active=true").json().get("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "page=-1,page",
        "size=0,size",
        "size=1001,size",
        "size=x,size",
        "sort=reason,sort",
        "policy=strong,policy",
        "active=1,active",
        "q=%00abc,q",
        "page=99999999999,page"
    })
    void namesTheParameterThatIsWrong(String query, String field) throws Exception {
        Answer refused = get(ALL + "?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void aPageBeyondTheEndIsEmpty() throws Exception {
        entry("a.example", "may");
        Answer page = get(ALL + "?page=2147483647&size=1000");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().get("items")).isEmpty();
    }

    @Test
    void replacingGivesDefaultsToWhatIsLeftOut() throws Exception {
        long id = entry("a.example", "may");
        patch(ALL + "/" + id, "{\"reason\": \"r\", \"active\": false}");

        Answer replaced = put(ALL + "/" + id, "{\"target\": \"a.example\", \"policy\": \"encrypt\"}");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(replaced.text("/reason")).isEmpty();
        assertThat(replaced.json().get("active").asBoolean()).isTrue();
    }

    @Test
    void whatAnAnswerHasMayBeSentBack() throws Exception {
        long id = entry("a.example", "may");
        String answer = get(ALL + "/" + id).http().body().replace("\"may\"", "\"encrypt\"");
        assertThat(put(ALL + "/" + id, answer).text("/policy")).isEqualTo("encrypt");
    }

    @Test
    void aMergePatchKeepsWhatItLeavesOutAndResetsNulls() throws Exception {
        long id = post(ALL, """
                {"target": "a.example", "policy": "may", "reason": "r", "owner": "o", "active": false,
                 "expiresAt": "2031-01-01T00:00:00Z"}""").json().get("id").asLong();

        Answer patched = patch(
                ALL + "/" + id,
                "{\"reason\": null, \"expiresAt\": null, \"active\": null}",
                "Content-Type",
                "application/merge-patch+json");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.text("/reason")).isEmpty();
        assertThat(patched.text("/owner")).isEqualTo("o");
        assertThat(patched.json().get("active").asBoolean()).isTrue();
        assertThat(patched.json().get("expiresAt").isNull()).isTrue();

        Answer refused = patch(ALL + "/" + id, "{\"target\": null, \"policy\": null}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().findValuesAsString("field")).containsExactly("target", "policy");
    }

    @Test
    void aFieldNobodyKnowsIsRefusedWithEverythingElseThatIsWrong() throws Exception {
        Answer refused = post(ALL, "{\"target\": \"a b\", \"polcy\": \"secure\", \"expiresAt\": \"2031-01-01\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().findValuesAsString("field"))
                .containsExactlyInAnyOrder("polcy", "policy", "expiresAt", "target");
        assertThat(refused.json().findValuesAsString("code")).contains("unknown-field", "required", "time");
        assertThat(get(ALL).json().get("total").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{} {}", "{\"target\": \"a\", \"target\": \"b\"}", "\"x\""})
    void whatIsNoJsonObjectIsMalformed(String body) throws Exception {
        assertThat(post(ALL, body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"target,1", "active,\"true\"", "active,1", "expiresAt,17", "parameters,[]"})
    void aWrongTypeIsMalformedAndNamed(String field, String value) throws Exception {
        Answer refused = post(ALL, "{\"" + field + "\": " + value + "}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/errors/0/field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "policy", "parameters", "reason", "owner"})
    void whatTheDatabaseCannotStoreIsRefused(String field) throws Exception {
        String body = "{\"target\": \"a.example\", \"policy\": \"may\"}";
        for (String text : List.of("x\\u0000y", "x\\ud800y")) {
            ObjectNode json = (ObjectNode) new JsonMapper().readTree(body);
            json.put(field, "?");
            Answer refused = post(ALL, json.toString().replace("?", text));
            assertThat(refused.status()).as(text).isEqualTo(422);
            assertThat(refused.json().findValuesAsString("field")).contains(field);
        }
    }

    @Test
    void aTakenTargetNamesTheEntryThatHasIt() throws Exception {
        long id = entry("a.example", "may");
        Answer refused = post(ALL, "{\"target\": \"A.EXAMPLE\", \"policy\": \"encrypt\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("existingId").asLong()).isEqualTo(id);
        assertThat(refused.text("/errors/0/field")).isEqualTo("target");
        long other = entry("b.example", "may");
        assertThat(patch(ALL + "/" + other, "{\"target\": \"a.example\"}").status())
                .isEqualTo(409);
    }

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

    @Test
    void messagesAreInTheLanguageAskedFor() throws Exception {
        assertThat(post(ALL, "{\"target\": \"a.example\"}", "Accept-Language", "de-AT, en;q=0.5")
                        .text("/errors/0/message"))
                .isEqualTo("Diese Angabe fehlt.");
        assertThat(post(ALL, "{\"target\": \"a.example\"}", "Accept-Language", "fr")
                        .text("/errors/0/message"))
                .isEqualTo("This is required.");
    }

    private static List<Integer> together(List<Callable<Integer>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = new java.util.ArrayList<>();
            for (Future<Integer> call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
            return statuses;
        }
    }

    private static tools.jackson.databind.JsonNode golden(String name) throws IOException {
        return new JsonMapper().readTree(Files.readString(Path.of("src/test/resources/dev/postseal/api", name)));
    }
}
