package dev.postseal.api.policies;

import dev.postseal.api.ApiTest;
import dev.postseal.database.DataDirectory;
import dev.postseal.lookup.PolicyLookup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Calls that import, and what they answer. */
abstract class ImportFixture extends ApiTest {
    static final String IMPORT = "/api/v1/policies/import";

    @Autowired
    DataDirectory data;

    @Autowired
    PolicyLookup lookup;

    Answer json(String query, String body) throws Exception {
        return call("POST", IMPORT + query, body);
    }

    HttpResponse<String> bytes(String type, String query, byte[] body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + IMPORT + query))
                            .header("X-API-Key", KEY)
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    static String map(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> "d" + n + ".example secure match=nexthop\n")
                .collect(Collectors.joining());
    }

    static String counts(Answer answer) {
        JsonNode json = answer.json();
        return Stream.of("created", "updated", "skipped", "rejectedLines", "applied")
                .map(name -> json.path(name).asString())
                .collect(Collectors.joining(" "));
    }

    static List<String> rejected(Answer answer) {
        return rejected(answer.json());
    }

    static List<String> rejected(JsonNode json) {
        return json.get("rejected")
                .valueStream()
                .map(line -> line.get("line").asString() + " "
                        + line.get("field").asString() + " " + line.get("code").asString())
                .toList();
    }

    long total() throws Exception {
        return get("/api/v1/policies").json().get("total").asLong();
    }
}
