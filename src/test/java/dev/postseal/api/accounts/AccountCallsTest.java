package dev.postseal.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.account.ApiKeys;
import dev.postseal.account.CreatedKey;
import dev.postseal.account.KeyRequest;
import dev.postseal.account.Role;
import dev.postseal.api.ApiTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AccountCallsTest extends ApiTest {
    @Autowired
    private ApiKeys keys;

    private String administrator = "";

    @BeforeEach
    void onlyTheFirstUser() {
        database.sql("delete from account_user where name <> 'admin'").update();
        administrator = keys.create(new KeyRequest("accounts", Role.ADMINISTRATOR, List.of(), null))
                .key();
    }

    @Test
    void aUserIsAddedChangedAndDeleted() throws Exception {
        Answer made = post("/api/v1/users", "{\"name\": \"vera\", \"role\": \"viewer\"}", "X-API-Key", administrator);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/oneTimePassword")).hasSizeGreaterThan(8);
        assertThat(made.json().get("mustChangePassword").asBoolean()).isTrue();
        String path = made.header("Location");

        assertThat(as("GET", path, null).json().has("oneTimePassword")).isFalse();
        assertThat(as("PATCH", path, "{\"role\": \"operator\"}").text("/role")).isEqualTo("operator");
        assertThat(as("POST", path + "/disable", "").json().get("disabled").asBoolean())
                .isTrue();
        assertThat(as("POST", path + "/enable", "").json().get("disabled").asBoolean())
                .isFalse();
        assertThat(as("POST", path + "/end-sessions", "").status()).isEqualTo(200);
        assertThat(as("POST", path + "/one-time-password", "").text("/oneTimePassword"))
                .isNotEmpty()
                .isNotEqualTo(made.text("/oneTimePassword"));
        assertThat(as("GET", "/api/v1/users", null).json().get("total").asInt()).isEqualTo(2);
        assertThat(as("DELETE", path, null).status()).isEqualTo(204);
        assertThat(as("GET", path, null).status()).isEqualTo(404);
        assertThat(as("DELETE", path, null).status()).isEqualTo(404);
    }

    @Test
    void errorsOfUsersNameTheFieldAndTheRule() throws Exception {
        refused("/api/v1/users", "{\"name\": \"key:vera\", \"role\": \"viewer\"}", 422, "name", "name-not-allowed");
        refused("/api/v1/users", "{\"name\": \"Admin\", \"role\": \"viewer\"}", 409, "name", "name-taken");
        refused("/api/v1/users", "{\"name\": \"vera\", \"role\": \"owner\"}", 422, "role", "choice");
        refused("/api/v1/users", "{\"name\": \"vera\"}", 422, "role", "required");
        refused("/api/v1/users", "{\"name\": \"vera\", \"role\": \"viewer\", \"x\": 1}", 422, "x", "unknown-field");
        refused("/api/v1/users", "{\"name\": 7, \"role\": \"viewer\"}", 400, "name", "json.string");
        String admin = as("GET", "/api/v1/users", null).text("/items/0/id");
        refused("/api/v1/users/" + admin + "/disable", "", 409, "role", "last-administrator");
        assertThat(as("PATCH", "/api/v1/users/" + admin, "{\"role\": \"viewer\"}")
                        .status())
                .isEqualTo(409);
        assertThat(as("GET", "/api/v1/users/nobody", null).status()).isEqualTo(404);
    }

    @Test
    void aKeyIsShownOnceAndRevoked() throws Exception {
        Answer made = as(
                "POST",
                "/api/v1/keys",
                "{\"name\": \"backup\", \"role\": \"viewer\", \"networks\": [\"127.0.0.0/8\"],"
                        + " \"expiresAt\": \"2099-01-01T00:00:00Z\"}");
        assertThat(made.status()).isEqualTo(201);
        String key = made.text("/key");
        String path = made.header("Location");
        assertThat(get("/api/v1/policies", "X-API-Key", key).status()).isEqualTo(200);

        Answer read = as("GET", path, null);
        assertThat(read.json().has("key")).isFalse();
        assertThat(key).startsWith(read.text("/prefix"));
        assertThat(read.text("/networks/0")).isEqualTo("127.0.0.0/8");
        assertThat(as("GET", "/api/v1/keys", null).http().body())
                .contains(read.text("/id"))
                .doesNotContain(key);

        assertThat(as("DELETE", path, null).status()).isEqualTo(204);
        assertThat(get("/api/v1/policies", "X-API-Key", key).status()).isEqualTo(401);
        assertThat(as("DELETE", path, null).status()).isEqualTo(404);
    }

    @Test
    void errorsOfKeysNameTheFieldAndTheRule() throws Exception {
        refused("/api/v1/keys", "{\"role\": \"viewer\"}", 422, "name", "required");
        refused("/api/v1/keys", key("\"networks\": [\"nowhere\"]"), 422, "networks", "network");
        refused("/api/v1/keys", key("\"networks\": \"10.0.0.0/8\""), 400, "networks", "json.array");
        refused("/api/v1/keys", key("\"expiresAt\": \"2001-01-01T00:00:00Z\""), 422, "expiresAt", "past");
        refused("/api/v1/keys", key("\"expiresAt\": \"soon\""), 422, "expiresAt", "time");
    }

    @Test
    void onlyAdministratorsSeeThem() throws Exception {
        String user = as("GET", "/api/v1/users", null).text("/items/0/id");
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
            CreatedKey key = keys.create(new KeyRequest("less", role, List.of(), null));
            assertThat(get("/api/v1/policies", "X-API-Key", key.key()).status()).isEqualTo(200);
            refusedTo(key, "GET", "/api/v1/users", "/api/v1/users/" + user, "/api/v1/keys");
            refusedTo(key, "GET", "/api/v1/keys/" + key.details().id());
            refusedTo(key, "POST", "/api/v1/users", "/api/v1/keys");
            for (String act : List.of("disable", "enable", "end-sessions", "one-time-password")) {
                refusedTo(key, "POST", "/api/v1/users/" + user + "/" + act);
            }
            refusedTo(key, "PATCH", "/api/v1/users/" + user);
            refusedTo(
                    key,
                    "DELETE",
                    "/api/v1/users/" + user,
                    "/api/v1/keys/" + key.details().id());
        }
    }

    private void refusedTo(CreatedKey key, String method, String... paths) throws Exception {
        for (String path : paths) {
            String body = method.equals("POST") || method.equals("PATCH") ? "{\"role\": \"administrator\"}" : null;
            assertThat(call(method, path, body, "X-API-Key", key.key()).status())
                    .as(key.details().role() + " " + method + " " + path)
                    .isEqualTo(403);
        }
    }

    private static String key(String more) {
        return "{\"name\": \"backup\", \"role\": \"viewer\", " + more + "}";
    }

    private void refused(String path, String body, int status, String field, String code) throws Exception {
        Answer answer = as("POST", path, body);
        assertThat(answer.status()).as(body).isEqualTo(status);
        assertThat(answer.text("/errors/0/field")).as(body).isEqualTo(field);
        assertThat(answer.text("/errors/0/code")).as(body).isEqualTo(code);
        assertThat(answer.text("/errors/0/message")).as(body).isNotEmpty();
    }

    private Answer as(String method, String path, @Nullable String body) throws Exception {
        return call(method, path, body, "X-API-Key", administrator);
    }
}
