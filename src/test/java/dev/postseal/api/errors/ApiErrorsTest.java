package dev.postseal.api.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorsTest extends ApiTest {
    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/nothing,404", "GET,/api/v1/policies/0,404", "GET,/api/v1/policies/x,404",
        "GET,/api/v1/deliveries/x,404", "PUT,/api/v1/policies,405", "GET,/api/v1/policies/%2F,400"
    })
    void everyFailureIsAProblem(String method, String path, int status) throws Exception {
        Answer refused = call(method, path, null);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().propertyNames()).contains("type", "title", "status", "detail", "errors");
    }

    @Test
    void methodsAndMediaTypesAreNegotiated() throws Exception {
        assertThat(call("PUT", "/api/v1/policies", null).header("Allow")).contains("GET", "POST");
        assertThat(call("OPTIONS", "/api/v1/policies", null).status()).isEqualTo(200);
        assertThat(get("/api/v1/policies", "Accept", "text/html").status()).isEqualTo(406);
        assertThat(post("/api/v1/policies", "x", "Content-Type", "text/plain").status())
                .isEqualTo(415);
    }

    @Test
    void withoutAKeyNothingIsSaid() throws Exception {
        assertThat(get("/api/v1/policies", "X-API-Key", "wrong").status()).isEqualTo(401);
    }

    /** What no URI class lets through, and curl and other clients send nevertheless. */
    @Test
    void bracketsAsTheyAreAreUnderstood() throws Exception {
        assertThat(raw("GET /api/v1/lookup?nexthop=[mail.example.com]:587", "")).contains("200 ");
        String body = "{\"policy\": \"may\"}";
        assertThat(raw("PUT /api/v1/policies/by-target/[mail.example.com]:587", body))
                .contains("201 ");
    }

    private String raw(String line, String body) throws Exception {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            String request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: " + KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
