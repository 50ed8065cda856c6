package dev.postseal.api.description;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ApiDescriptionTest extends ApiTest {
    @Test
    void listsEveryCall() throws Exception {
        Answer description = get("/v3/api-docs");
        assertThat(description.status()).isEqualTo(200);
        List<String> calls = new ArrayList<>();
        description
                .json()
                .get("paths")
                .properties()
                .forEach(path ->
                        path.getValue().propertyNames().forEach(method -> calls.add(method + " " + path.getKey())));
        assertThat(calls)
                .contains(
                        "get /api/v1/policies",
                        "post /api/v1/policies",
                        "get /api/v1/policies/{id}",
                        "put /api/v1/policies/{id}",
                        "patch /api/v1/policies/{id}",
                        "delete /api/v1/policies/{id}",
                        "put /api/v1/policies/by-target/{target}",
                        "post /api/v1/policies/import",
                        "get /api/v1/lookup",
                        "get /api/v1/export/postfix",
                        "post /api/v1/messages",
                        "get /api/v1/deliveries",
                        "get /api/v1/deliveries/{id}",
                        "post /api/v1/deliveries/{id}/retry",
                        "post /api/v1/deliveries/{id}/hold",
                        "post /api/v1/deliveries/{id}/release",
                        "post /api/v1/deliveries/{id}/bounce",
                        "delete /api/v1/deliveries/{id}",
                        "post /api/v1/policies/bulk",
                        "post /api/v1/users",
                        "patch /api/v1/users/{id}",
                        "post /api/v1/keys",
                        "delete /api/v1/keys/{id}");
        assertThat(description.json().at("/components/securitySchemes").propertyNames())
                .contains("apiKey", "bearer");
        assertThat(description.json().at("/components/schemas").propertyNames()).contains("Problem", "Entry");
    }

    @ParameterizedTest
    @CsvSource({
        "policies, post, application/json, EntryBody",
        "policies/{id}, put, application/json, EntryBody",
        "policies/{id}, patch, application/merge-patch+json, EntryBody",
        "policies/by-target/{target}, put, application/json, EntryBody",
        "policies/bulk, post, application/json, BulkBody",
        "users, post, application/json, UserBody",
        "users/{id}, patch, application/merge-patch+json, UserPatch",
        "keys, post, application/json, ApiKeyBody"
    })
    void saysWhatABodyMayBe(String path, String method, String type, String schema) throws Exception {
        JsonNode all = get("/v3/api-docs").json();
        JsonNode body = all.get("paths").get("/api/v1/" + path).get(method).get("requestBody");
        assertThat(body.get("required").asBoolean()).isTrue();
        assertThat(body.get("content").propertyNames()).containsExactly(type);
        String reference = body.get("content").get(type).at("/schema/$ref").asString();
        assertThat(all.at(reference.substring(1)).get("properties").size()).isPositive();
        assertThat(reference).endsWith("/" + schema);
    }

    @ParameterizedTest
    @ValueSource(strings = {"policies/{id}", "policies/by-target/{target}"})
    void saysThatAReplacedEntryKeepsNothing(String path) throws Exception {
        assertThat(get("/v3/api-docs")
                        .json()
                        .get("paths")
                        .get("/api/v1/" + path)
                        .at("/put/description")
                        .asString())
                .contains("what it leaves out", "PATCH the entry");
    }

    @Test
    void namesTheActsOnManyEntries() throws Exception {
        assertThat(get("/v3/api-docs").json().at("/components/schemas/BulkBody/properties/act/enum"))
                .extracting(JsonNode::asString)
                .containsExactly("activate", "deactivate", "expire", "assign", "delete");
    }
}
