package dev.postseal.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.api.ApiTest;
import dev.postseal.smtp.ScriptedServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * "When a write has been answered, no session on that node starts TLS, and no message is sent on an open session, under an
 * older policy": over sessions that are kept open between two messages.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "postseal.api.initial-key=" + ApiTest.KEY,
            "postseal.smtp.listen=127.0.0.1:0",
            "postseal.delivery.default-policy=may"
        })
@ExtendWith(OutputCaptureExtension.class)
class LiveGuaranteeTest extends PathTest {
    private static final ScriptedServer SERVER = plaintextServer();
    private static final String NEXT_HOP = "[127.0.0.1]:" + SERVER.address().getPort();

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void route(DynamicPropertyRegistry registry) {
        registry.add("postseal.delivery.route", () -> NEXT_HOP);
    }

    @AfterAll
    static void stop() throws IOException {
        SERVER.close();
    }

    @Test
    void aKeptSessionCarriesTheNextMessageWhileThePolicyStays() throws Exception {
        policy(NEXT_HOP, "may", "");
        long sessions = heard("EHLO");

        assertThat(sent("one@stays.example").get("state").asString()).isEqualTo("delivered");
        assertThat(sent("two@stays.example").get("state").asString()).isEqualTo("delivered");

        assertThat(heard("EHLO") - sessions).isEqualTo(1);
    }

    @Test
    void aTightenedPolicyEndsTheKeptSession() throws Exception {
        policy(NEXT_HOP, "may", "");
        assertThat(sent("one@tightened.example").get("state").asString()).isEqualTo("delivered");
        long messages = heard("DATA");

        policy(NEXT_HOP, "encrypt", "");
        JsonNode second = sent("two@tightened.example");

        assertThat(second.get("state").asString()).isEqualTo("deferred");
        assertThat(lastAttempt(second).get("reason").get("code").asString()).isEqualTo("tls.not-offered");
        assertThat(lastAttempt(second).get("status").asString()).isEqualTo("4.7.4");
        assertThat(lastAttempt(second).get("policy").asString()).isEqualTo("encrypt");
        assertThat(heard("DATA")).isEqualTo(messages);
    }

    @Test
    void aPolicyThatIsTakenAwayAppliesNoMoreToTheNextMessage() throws Exception {
        policy(NEXT_HOP, "encrypt", "");
        assertThat(sent("one@loosened.example").get("state").asString()).isEqualTo("deferred");

        policy(NEXT_HOP, "none", "");
        assertThat(sent("two@loosened.example").get("state").asString()).isEqualTo("delivered");
    }

    @Test
    void mailWaitsWhileChangesOfPolicyCannotBeFollowedAndGoesOutAfterwards(CapturedOutput output) throws Exception {
        policy(NEXT_HOP, "may", "");
        assertThat(sent("one@unknown.example").get("state").asString()).isEqualTo("delivered");
        long messages = heard("DATA");

        jdbc.sql("alter table policy_revision rename to out_of_reach").update();
        try {
            await(() -> output.getAll().contains("No mail is sent: changes of policy"));
            hand("two@unknown.example");
            assertThat(settled("two@unknown.example", "delivering").get("state").asString())
                    .isEqualTo("queued");
            assertThat(heard("DATA")).isEqualTo(messages);
        } finally {
            jdbc.sql("alter table out_of_reach rename to policy_revision").update();
        }
        assertThat(settled("two@unknown.example").get("state").asString()).isEqualTo("delivered");
        assertThat(output.getAll()).containsOnlyOnce("No mail is sent: changes of policy");
        assertThat(output.getAll()).containsOnlyOnce("Mail is sent again: policies are current");
    }

    private static long heard(String verb) {
        return SERVER.heard().stream().filter(line -> line.startsWith(verb)).count();
    }

    private static ScriptedServer plaintextServer() {
        try {
            return ScriptedServer.playing(peer -> peer.say("220 scripted ESMTP").serve("PIPELINING", "8BITMIME"));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
