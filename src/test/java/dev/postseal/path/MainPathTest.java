package dev.postseal.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import dev.postseal.enforcement.Identity;
import dev.postseal.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A policy by REST, a message by SMTP, a real TLS server: what is required decides, and every fact is told. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "postseal.api.initial-key=" + ApiTest.KEY,
            "postseal.smtp.listen=127.0.0.1:0",
            "postseal.delivery.default-policy=may",
            "postseal.delivery.hello-name=mail.postseal.test"
        })
class MainPathTest extends PathTest {
    private static final Identity LAB = Identity.authority("Lab CA");
    private static final Identity PARTNER =
            Identity.named("partner").dns("partner.example").issuedBy(LAB);
    private static final ScriptedServer SERVER = tlsServer();
    private static final String NEXT_HOP = "[127.0.0.1]:" + SERVER.address().getPort();

    @DynamicPropertySource
    static void world(DynamicPropertyRegistry registry) {
        registry.add("postseal.delivery.route", () -> NEXT_HOP);
        registry.add("postseal.delivery.trust-anchors", MainPathTest::anchors);
    }

    @AfterAll
    static void stop() throws IOException {
        SERVER.close();
    }

    @Test
    void secureDeliversToTheNameItLists() throws Exception {
        policy(NEXT_HOP, "secure", "match=partner.example");

        JsonNode delivery = sent("anna@partner.example");

        assertThat(delivery.get("state").asString()).isEqualTo("delivered");
        JsonNode attempt = lastAttempt(delivery);
        assertThat(attempt.get("policyTarget").asString()).isEqualTo(NEXT_HOP);
        assertThat(attempt.get("effectiveLevel").asString()).isEqualTo("secure");
        assertThat(attempt.get("status").asString()).isEqualTo("2.0.0");
        assertThat(attempt.at("/tls/version").asString()).isEqualTo("TLSv1.3");
        assertThat(attempt.at("/tls/security").asString()).isEqualTo("verified");
        assertThat(attempt.at("/tls/peer/names/0").asString()).isEqualTo("partner.example");
    }

    @Test
    void secureDefersWhenTheCertificateNamesSomebodyElse() throws Exception {
        policy(NEXT_HOP, "secure", "match=other.example");

        JsonNode delivery = sent("bert@partner.example");

        assertThat(delivery.get("state").asString()).isEqualTo("deferred");
        JsonNode attempt = lastAttempt(delivery);
        assertThat(attempt.get("status").asString()).isEqualTo("4.7.5");
        assertThat(attempt.at("/reason/code").asString()).isEqualTo("tls.name-mismatch");
        assertThat(attempt.at("/reason/text").asString()).contains("partner.example", "other.example");
        assertThat(attempt.at("/tls/security").asString()).isEqualTo("trusted");
        assertThat(attempt.get("explanation")
                        .valueStream()
                        .map(sentence -> sentence.get("code").asString()))
                .containsExactly(
                        "policy.by-entry",
                        "dns.no-question",
                        "demand.names",
                        "session.tls",
                        "session.certificate",
                        "tls.name-mismatch",
                        "remedy.tls.name-mismatch");
        assertThat(SERVER.heard()).noneMatch(line -> line.contains("bert@partner.example"));
    }

    @Test
    void aDeferredMessageGoesOutOnceThePolicyIsRightAndSomebodyRetries() throws Exception {
        policy(NEXT_HOP, "fingerprint", "match=" + "00:".repeat(31) + "00");
        JsonNode deferred = sent("carl@partner.example");
        assertThat(deferred.get("state").asString()).isEqualTo("deferred");

        String seen = lastAttempt(deferred).at("/tls/peer/sha256").asString();
        policy(NEXT_HOP, "fingerprint", "match=" + seen);
        assertThat(post("/api/v1/deliveries/" + deferred.get("id").asString() + "/retry", "")
                        .status())
                .isIn(200, 202, 204);

        JsonNode delivered = settled("carl@partner.example", "queued", "delivering", "deferred");
        assertThat(delivered.get("state").asString()).isEqualTo("delivered");
        assertThat(delivered.get("attempts")).hasSize(2);
        assertThat(lastAttempt(delivered).at("/tls/security").asString()).isEqualTo("verified");
    }

    private static ScriptedServer tlsServer() {
        try {
            return ScriptedServer.playing(peer -> peer.offerTls()
                    .handshake(PARTNER.serverContext(), new SSLParameters())
                    .serve("PIPELINING", "8BITMIME"));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static String anchors() {
        try {
            Path file = Files.createTempFile("lab-ca", ".pem");
            Files.writeString(
                    file,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(LAB.certificate().getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            return file.toString();
        } catch (IOException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
