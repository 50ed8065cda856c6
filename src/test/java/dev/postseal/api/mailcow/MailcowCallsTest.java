package dev.postseal.api.mailcow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.account.ApiKeys;
import dev.postseal.account.KeyRequest;
import dev.postseal.api.ApiTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests and answers as mailcow's own description and sources have them. */
class MailcowCallsTest extends ApiTest {
    private static final String GET = "/api/v1/get/tls-policy-map/";
    private static final String ADD = "/api/v1/add/tls-policy-map";
    private static final String EDIT = "/api/v1/edit/tls-policy-map";
    private static final String DELETE = "/api/v1/delete/tls-policy-map";

    @Autowired
    private ApiKeys keys;

    @Test
    void anEntryIsAddedAsMailcowsDescriptionHasIt() throws Exception {
        assertGolden(post(ADD, """
                        {"parameters": "", "active": "1", "dest": "mailcow.tld", "policy": "encrypt"}"""), 200, """
                [{"type": "success",
                  "log": ["tls_policy_maps", "add",
                    {"parameters": "", "active": "1", "dest": "mailcow.tld", "policy": "encrypt"}, null],
                  "msg": ["tls_policy_map_entry_saved", "mailcow.tld"]}]""");
        assertThat(get("/api/v1/lookup?nexthop=mailcow.tld").text("/policy")).isEqualTo("encrypt");
    }

    @Test
    void nothingIsAnEmptyObject() throws Exception {
        assertGolden(get(GET + "all"), 200, "{}");
        assertGolden(get(GET + "4711"), 200, "{}");
        assertGolden(get(GET + "nonsense"), 200, "{}");
        assertGolden(get("/api/v1/get/tls-policy-map"), 200, "{}");
    }

    @Test
    void entriesAreReadOneAndAll() throws Exception {
        long a = entry("a.example", "may");
        post(ADD, "{\"dest\": \"b.example\", \"policy\": \"secure\", \"parameters\": \"match=nexthop\"}");
        JsonNode one = get(GET + a).json();
        assertThat(one.propertyNames())
                .containsExactly("id", "dest", "policy", "parameters", "active", "created", "modified");
        assertThat(one.get("id").isNumber()).isTrue();
        assertThat(one.get("active").isNumber()).isTrue();
        assertThat(one.get("active").asInt()).isEqualTo(1);
        assertThat(one.get("created").asString()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(one.get("modified").isNull()).isTrue();
        JsonNode all = get(GET + "all").json();
        assertThat(all.isArray()).isTrue();
        assertThat(all.get(0)).isEqualTo(one);
        assertThat(all.at("/1/dest").asString()).isEqualTo("b.example");
        assertThat(all.at("/1/active").asInt())
                .as("inactive unless said otherwise")
                .isZero();
    }

    @Test
    void whatItGivesCanBeImported() throws Exception {
        entry("a.example", "may");
        String all = get(GET + "all").http().body();
        delete("/api/v1/policies/" + get(GET + "all").json().at("/0/id").asString());
        assertThat(post("/api/v1/policies/import", all).json().get("created").asInt())
                .isEqualTo(1);
    }

    @Test
    void activeIsReadInEveryFormThatClientsSend() throws Exception {
        for (String active : List.of("1", "\"1\"", "true")) {
            post(ADD, "{\"dest\": \"a.example\", \"policy\": \"may\", \"active\": " + active + "}");
            long id = get(GET + "all").json().at("/0/id").asLong();
            assertThat(get(GET + id).json().get("active").asInt()).as(active).isEqualTo(1);
            for (String inactive : List.of("0", "\"0\"", "false")) {
                edit("{\"active\": " + inactive + "}", "" + id);
                assertThat(get(GET + id).json().get("active").asInt())
                        .as(inactive)
                        .isZero();
            }
            assertThat(post(DELETE, "[" + id + "]").status()).isEqualTo(200);
        }
    }

    @Test
    void onlyWhatIsSentIsEditedInOneOrMany() throws Exception {
        long a = entry("a.example", "may");
        long b = entry("b.example", "encrypt");
        put("/api/v1/policies/by-target/a.example", "{\"policy\": \"may\", \"reason\": \"contract\"}");
        assertGolden(edit("{\"parameters\": \"ciphers=high\"}", "[\"" + a + "\", " + b + "]"), 200, """
                [{"type": "success", "log": ["tls_policy_maps", "edit", {"id": ["%d", %d], "parameters": "ciphers=high"}, null],
                  "msg": ["tls_policy_map_entry_saved", "a.example"]},
                 {"type": "success", "log": ["tls_policy_maps", "edit", {"id": ["%d", %d], "parameters": "ciphers=high"}, null],
                  "msg": ["tls_policy_map_entry_saved", "b.example"]}]""".formatted(
                        a, b, a, b));
        assertThat(get(GET + b).text("/policy")).isEqualTo("encrypt");
        assertThat(get(GET + b).text("/parameters")).isEqualTo("ciphers=high");
        assertThat(get("/api/v1/policies/" + a).text("/reason")).isEqualTo("contract");
        assertThat(edit("{\"policy\": \"dane\", \"dest\": \"\"}", String.valueOf(a))
                        .text("/0/msg/0"))
                .isEqualTo("tls_policy_map_entry_saved");
        assertThat(get(GET + a).text("/policy")).isEqualTo("dane");
        assertThat(edit("{\"active\": 0}", "4711").text("/0/msg")).isEqualTo("access_denied");
        assertThat(edit("{\"dest\": \"b.example\"}", String.valueOf(a)).json().at("/0/msg"))
                .isEqualTo(json("[\"tls_policy_map_entry_exists\", \"b.example\"]"));
    }

    @Test
    void refusalsAreDangersWithStatus200() throws Exception {
        entry("taken.example", "may");
        assertThat(add("taken.example", "may", "").json().at("/0/msg"))
                .isEqualTo(json("[\"tls_policy_map_entry_exists\", \"taken.example\"]"));
        for (String dest : List.of("", ".", "*", "@", "not a domain", "*.example")) {
            Answer answer = add(dest, "may", "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("/0/type")).isEqualTo("danger");
            assertThat(answer.text("/0/msg")).as(dest).isEqualTo("tls_policy_map_dest_invalid");
        }
        for (String parameters : List.of("high", "nonsense=1", "match=a.example", "protocols=TLSv9")) {
            Answer answer = add("a.example", "may", parameters);
            assertThat(answer.text("/0/type")).isEqualTo("danger");
            assertThat(answer.text("/0/msg")).as(parameters).isEqualTo("tls_policy_map_parameter_invalid");
            assertThat(answer.json().at("/0/detail")).isNotEmpty();
        }
        assertThat(add("a.example", "nonsense", "").text("/0/type")).isEqualTo("danger");
        assertThat(get(GET + "all").json()).hasSize(1);
    }

    @Test
    void entriesAreDeletedByOneIdOrMany() throws Exception {
        List<Long> ids = IntStream.range(0, 4)
                .mapToObj(n -> {
                    try {
                        return entry("d" + n + ".example", "may");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        assertGolden(post(DELETE, "[\"" + ids.get(0) + "\"]"), 200, """
                [{"type": "success", "log": ["tls_policy_maps", "delete", {"id": ["%d"]}, null],
                  "msg": ["tls_policy_map_entry_deleted", "%d"]}]""".formatted(ids.get(0), ids.get(0)));
        post(DELETE, "" + ids.get(1));
        post(DELETE, "{\"items\": [" + ids.get(2) + "]}");
        form(DELETE, "items=" + ids.get(3));
        assertGolden(get(GET + "all"), 200, "{}");
        assertGolden(post(DELETE, "[\"x\"]"), 200, "{\"type\": \"error\", \"msg\": \"Cannot delete item\"}");
    }

    @Test
    void formsAreReadAsJsonIs() throws Exception {
        String attr = URLEncoder.encode(
                "{\"dest\": \"a.example\", \"policy\": \"may\", \"active\": 1}", StandardCharsets.UTF_8);
        assertThat(form(ADD, "attr=" + attr).text("/0/msg/1")).isEqualTo("a.example");
        long id = get(GET + "all").json().at("/0/id").asLong();
        String changed = URLEncoder.encode("{\"policy\": \"encrypt\"}", StandardCharsets.UTF_8);
        form(EDIT, "attr=" + changed + "&items=" + URLEncoder.encode("[\"" + id + "\"]", StandardCharsets.UTF_8));
        assertThat(get(GET + id).text("/policy")).isEqualTo("encrypt");
        assertGolden(
                form(ADD, "nothing=1"), 200, "{\"type\": \"error\", \"msg\": \"Cannot find attributes in post data\"}");
        assertThat(form(ADD, "attr=nonsense").text("/0/msg")).isEqualTo("tls_policy_map_dest_invalid");
    }

    @Test
    void failuresAreInMailcowsWords() throws Exception {
        String readOnly =
                keys.create(new KeyRequest("reader", true, List.of(), null)).key();
        String body = "{\"dest\": \"a.example\", \"policy\": \"may\", \"active\": 1}";
        assertError(get(GET + "all", "X-API-Key", "wrong"), 401, "authentication failed");
        assertError(get(GET + "all", "X-API-Key", ""), 401, "authentication failed");
        assertError(post(ADD, body, "X-API-Key", "wrong"), 401, "authentication failed");
        assertError(post(ADD, body, "X-API-Key", readOnly), 403, "API read/write access denied");
        assertError(get(ADD, "X-API-Key", readOnly), 403, "API read/write access denied");
        assertThat(get(GET + "all", "X-API-Key", readOnly).status()).isEqualTo(200);
        assertError(get(ADD), 405, "only POST method is allowed");
        assertError(put(EDIT, "{}"), 405, "only POST method is allowed");
        assertError(post(GET + "all", "{}"), 405, "only GET method is allowed");
        for (String wrong : List.of("", "nonsense", "null", "{", "[".repeat(10_000))) {
            assertError(post(ADD, wrong), 400, "Request body doesn't contain valid json!");
        }
        assertError(get("/api/v1/get/domain/all"), 404, "route not found");
        assertError(post("/api/v1/add/domain", "{}"), 404, "route not found");
        assertError(post("/api/v1/delete", "[]"), 404, "route not found");
        assertThat(get("/api/v1/nothing").text("/errors/0/code")).isEqualTo("not-found");
        assertGolden(get(GET + "all"), 200, "{}");
    }

    private Answer add(String dest, String policy, String parameters) throws Exception {
        return post(
                ADD,
                "{\"dest\": \"%s\", \"policy\": \"%s\", \"parameters\": \"%s\", \"active\": 1}"
                        .formatted(dest, policy, parameters));
    }

    private Answer edit(String attr, String items) throws Exception {
        return post(EDIT, "{\"attr\": " + attr + ", \"items\": " + items + "}");
    }

    private Answer form(String path, String body) throws Exception {
        return call("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    private static void assertError(Answer answer, int status, String message) {
        assertGolden(answer, status, "{\"type\": \"error\", \"msg\": \"" + message + "\"}");
    }

    private static void assertGolden(Answer answer, int status, String body) {
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json()).as(answer.http().body()).isEqualTo(json(body));
        assertThat(answer.status()).isEqualTo(status);
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
