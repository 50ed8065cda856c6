package dev.postseal.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to the product over real HTTP, with the key it was started with; no entries and no mail at the start of a test. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "postseal.api.initial-key=" + ApiTest.KEY,
            "postseal.delivery.enabled=false",
            "postseal.delivery.default-policy=may",
            "postseal.smtp.max-message-size=1MB"
        })
public abstract class ApiTest {
    public static final String KEY = "a-key-for-the-tests-of-the-api";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    protected int port;

    @Autowired
    protected JdbcClient database;

    @BeforeEach
    void startWithNothing() throws Exception {
        database.sql("delete from delivery").update();
        for (long id :
                database.sql("select id from policy_entry").query(Long.class).list()) {
            delete("/api/v1/policies/" + id);
        }
    }

    protected record Answer(HttpResponse<String> http) {
        public int status() {
            return http.statusCode();
        }

        public JsonNode json() {
            return JSON.readTree(http.body());
        }

        public String text(String pointer) {
            return json().at(pointer).asString();
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    protected Answer get(String path, String... headers) throws IOException, InterruptedException {
        return call("GET", path, null, headers);
    }

    protected Answer post(String path, String json, String... headers) throws IOException, InterruptedException {
        return call("POST", path, json, headers);
    }

    protected Answer put(String path, String json, String... headers) throws IOException, InterruptedException {
        return call("PUT", path, json, headers);
    }

    protected Answer patch(String path, String json, String... headers) throws IOException, InterruptedException {
        return call("PATCH", path, json, headers);
    }

    protected Answer delete(String path, String... headers) throws IOException, InterruptedException {
        return call("DELETE", path, null, headers);
    }

    protected Answer call(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .setHeader("X-API-Key", KEY);
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** The id of a new entry. */
    protected long entry(String target, String policy) throws IOException, InterruptedException {
        return post("/api/v1/policies", "{\"target\": \"" + target + "\", \"policy\": \"" + policy + "\"}")
                .json()
                .get("id")
                .asLong();
    }
}
