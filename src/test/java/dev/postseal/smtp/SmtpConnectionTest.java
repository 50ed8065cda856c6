package dev.postseal.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmtpConnectionTest extends SmtpConnectionFixture {
    @Test
    void readsGreetingAndExtensions() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220-first", "220 last");
                    peer.answer("250-name.example greets", "250-SIZE 1000", "250-PIPELINING", "250 starttls");
                    peer.awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            assertThat(session.greeting().lines()).containsExactly("first", "last");
            var hello = (Hello.Accepted) session.hello("client.example");
            assertThat(hello.extended()).isTrue();
            assertThat(hello.extensions().keywords()).containsExactly("PIPELINING", "SIZE", "STARTTLS");
            assertThat(hello.extensions().sizeLimit()).hasValue(1000);
            assertThat(server.heard()).containsExactly("EHLO client.example");
        }
    }

    @Test
    void fallsBackToHeloWhenEhloIsRefused() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("502 no").answer("250 x").awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            var hello = (Hello.Accepted) session.hello("c.example");
            assertThat(hello.extended()).isFalse();
            assertThat(hello.extensions()).isEqualTo(Extensions.NONE);
        }
    }

    @Test
    void sendsEverythingInOneGoWithPipelining() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("250-x", "250-SIZE", "250-8BITMIME", "250 PIPELINING");
                    peer.hear();
                    peer.hear();
                    peer.hear();
                    peer.hear();
                    peer.say("250 ok", "250 ok", "550 5.1.1 unknown", "354 go");
                    peer.message().say("250 2.0.0 queued").awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            var result = session.send(envelope("a@x.example", "b@x.example"), message("hi\r\n"), CommandGate.OPEN);
            assertThat(result.outcomes().get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(result.outcomes().get(1))
                    .isInstanceOfSatisfying(
                            RecipientOutcome.Refused.class,
                            r -> assertThat(r.reply().toString()).isEqualTo("550 5.1.1 unknown"));
            assertThat(result.reusable()).isTrue();
            assertThat(server.heard())
                    .containsSequence(
                            "MAIL FROM:<s@y.example> SIZE=42 BODY=8BITMIME",
                            "RCPT TO:<a@x.example>",
                            "RCPT TO:<b@x.example>",
                            "DATA",
                            "hi",
                            ".");
        }
    }

    @Test
    void endsAnEmptyMessageWhenPipelinedDataWasAcceptedForNobody() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("250-x", "250 PIPELINING");
                    peer.hear();
                    peer.hear();
                    peer.hear();
                    peer.say("250 ok", "550 no", "354 go")
                            .message()
                            .say("554 no valid recipients")
                            .awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            var result = session.send(envelope("a@x.example"), message("secret\r\n"), CommandGate.OPEN);
            assertThat(result.outcomes().getFirst())
                    .isInstanceOfSatisfying(
                            RecipientOutcome.Refused.class,
                            r -> assertThat(r.phase()).isEqualTo(Phase.RCPT));
            assertThat(server.heard()).doesNotContain("secret").endsWith(".");
        }
    }

    @Test
    void endsATransactionThatNobodyIsLeftFor() throws Exception {
        for (String extension : new String[] {"PIPELINING", "SIZE 5000"}) {
            try (var server = ScriptedServer.playing(peer -> {
                        peer.say("220 x").answer("250-x", "250 " + extension).answer("250 ok");
                        peer.answer("450 4.2.0 greylisted");
                        if (extension.equals("PIPELINING")) {
                            peer.answer("503 5.5.1 no recipients");
                        }
                        peer.answer("250 2.0.0 reset").serve();
                    });
                    var session = SmtpConnection.connect(server.address(), PATIENT)) {
                session.greeting();
                session.hello("c.example");
                var refused = session.send(envelope("a@x.example"), message("x"), CommandGate.OPEN);
                assertThat(refused.reusable()).isTrue();
                assertThat(server.heard()).endsWith("RSET");
                assertThat(session.send(envelope("b@x.example"), message("x"), CommandGate.OPEN)
                                .outcomes())
                        .singleElement()
                        .isInstanceOf(RecipientOutcome.Accepted.class);
            }
        }
    }

    @Test
    void asksStepByStepWithoutPipelining() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.serve("SIZE 5000");
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            assertThat(session.send(envelope("a@x.example"), message("hi"), CommandGate.OPEN)
                            .outcomes())
                    .singleElement()
                    .isInstanceOf(RecipientOutcome.Accepted.class);
            session.quit();
            assertThat(server.awaitEnd()).isEqualTo("done");
            assertThat(server.heard()).endsWith("hi", ".", "QUIT");
        }
    }
}
