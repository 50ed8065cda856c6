package dev.postseal.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.delivery.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpListenerTest extends ListenerFixture {
    @Test
    void announcesWhatItCanDoAndNothingElse() {
        SmtpTalk client = client();

        assertThat(client.reply()).isEqualTo("220 mail.postseal.test ESMTP Postseal");
        assertThat(client.say("EHLO client.example")).isEqualTo("""
                        250-mail.postseal.test
                        250-PIPELINING
                        250-SIZE 100000
                        250-ENHANCEDSTATUSCODES
                        250-8BITMIME
                        250 SMTPUTF8""");
        assertThat(client.say("HELO client.example")).isEqualTo("250 mail.postseal.test");
        assertThat(client.say("quit")).isEqualTo("221 2.0.0 Bye");
        assertThat(client.reply()).isEqualTo("closed");
    }

    @Test
    void takesAMessageAndSaysItsId() {
        SmtpTalk client = client().upToData();

        assertThat(client.say("Subject: x\r\n\r\n..dot\r\n.")).isEqualTo("250 2.0.0 Ok: queued as id1");

        var taken = queue.taken.getFirst();
        assertThat(taken.content()).isEqualTo("Subject: x\r\n\r\n.dot\r\n");
        assertThat(taken.envelope().from().toString()).isEqualTo("s@example.org");
        assertThat(taken.envelope().recipients()).hasSize(1);
        assertThat(taken.envelope().origin()).isInstanceOfSatisfying(Origin.Smtp.class, origin -> {
            assertThat(origin.hello()).isEqualTo("client.example");
            assertThat(origin.protocol()).isEqualTo("ESMTP");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\n",
                "\r\n.\r",
                "\n.\r",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n"
            })
    void nothingButCrLfDotCrLfEndsAMessage(String smuggled) {
        SmtpTalk client = client().upToData();

        client.send("a" + smuggled + "MAIL FROM:<smuggled@example.org>\r\n.\r\n");

        assertThat(client.reply()).isEqualTo("250 2.0.0 Ok: queued as id1");
        assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 Ok");
        assertThat(queue.taken).hasSize(1);
        assertThat(queue.taken.getFirst().content()).contains("MAIL FROM:<smuggled@example.org>");
    }

    @Test
    void emptyMessageAndMessageOfDotsAreUnderstood() {
        SmtpTalk client = client().upToData();
        assertThat(client.say(".")).startsWith("250 ");

        client.send("RSET\r\nMAIL FROM:<>\r\nRCPT TO:<a@example.net>\r\nDATA\r\n")
                .replies(4);
        assertThat(client.say("..\r\n...\r\n.x\r\n.")).startsWith("250 ");

        assertThat(queue.taken.get(0).content()).isEmpty();
        assertThat(queue.taken.get(1).content()).isEqualTo(".\r\n..\r\nx\r\n");
        assertThat(queue.taken.get(1).envelope().from().isNull()).isTrue();
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() {
        SmtpTalk client = client();
        client.reply();

        client.send("EHLO c\r\nMAIL FROM:<s@example.org> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<a@example.net>\r\n"
                + "RCPT TO:<bad address>\r\nDATA\r\nx\r\n.\r\nNOOP\r\nQUIT\r\n");

        assertThat(client.replies(8))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "250", "250", "501", "354", "250", "250", "221");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MAIL FROM:<s@example.org>                    | 503 5.5.1 Send EHLO first
                    RCPT TO:<a@example.net>                      | 503 5.5.1 Need MAIL command
                    DATA                                         | 503 5.5.1 Need MAIL command
                    EHLO                                         | 501 5.5.4 Syntax: EHLO hostname
                    STARTTLS                                     | 502 5.5.1 Command not implemented
                    BDAT 5 LAST                                  | 502 5.5.1 Command not implemented
                    nonsense                                     | 500 5.5.2 Command not recognized
                    VRFY a                                       | 252 2.0.0 Cannot verify, but will take a message and try
                    GET / HTTP/1.1                               | 221 2.0.0 Bye
                    """)
    void answersBeforeHello(String command, String reply) {
        SmtpTalk client = client();
        client.reply();

        assertThat(client.say(command)).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MAIL FROM:s@example.org                      | 501 5.5.4
                    MAIL TO:<s@example.org>                      | 501 5.5.4
                    MAIL FROM:<s@exa mple.org>                   | 501 5.1.7
                    MAIL FROM:<s@example.org> SIZE=100001        | 552 5.3.4
                    MAIL FROM:<s@example.org> SIZE=999999999999999999 | 552 5.3.4
                    MAIL FROM:<s@example.org> SIZE=9999999999999999999999 | 501 5.5.4
                    MAIL FROM:<s@example.org> SIZE=x             | 501 5.5.4
                    MAIL FROM:<s@example.org> BODY=BINARYMIME    | 501 5.5.4
                    MAIL FROM:<s@example.org> RET=FULL           | 555 5.5.4
                    MAIL FROM:<sü@example.org>                   | 553 5.6.7
                    MAIL FROM:<sü@example.org> SMTPUTF8          | 250 2.1.0
                    MAIL FROM: <s@example.org>                   | 250 2.1.0
                    mail from:<"a b"@example.org>                | 250 2.1.0
                    MAIL FROM:<@relay.example:s@example.org>     | 250 2.1.0
                    MAIL FROM:<>                                 | 250 2.1.0
                    RCPT TO:<a@example.net>                      | 503 5.5.1
                    DATA now                                     | 501 5.5.4
                    """)
    void answersAfterHello(String command, String reply) {
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO c");

        assertThat(client.say(command)).startsWith(reply);
    }

    @Test
    void secondMailAndDataWithoutRecipientAreOutOfSequence() {
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO c");
        client.say("MAIL FROM:<s@example.org>");

        assertThat(client.say("MAIL FROM:<s@example.org>")).isEqualTo("503 5.5.1 Nested MAIL command");
        assertThat(client.say("DATA")).isEqualTo("503 5.5.1 Need RCPT command");
        assertThat(client.say("RCPT TO:<>")).startsWith("501 5.1.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO c\0d", "EHLO c\rd", "EHLO c\u0007"})
    void controlCharactersInCommandsAreRefused(String line) {
        SmtpTalk client = client();
        client.reply();

        assertThat(client.say(line)).startsWith("500 5.5.2");
    }

    @Test
    void strangeHelloNameNeverReachesTheHeader() {
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO (evil)\"<>");
        client.say("MAIL FROM:<s@example.org>");
        client.say("RCPT TO:<a@example.net>");
        client.say("DATA");
        client.say("x\r\n.");

        assertThat(queue.taken.getFirst().envelope().origin())
                .isInstanceOfSatisfying(
                        Origin.Smtp.class, origin -> assertThat(origin.hello()).isEqualTo("unknown"));
    }

    @Test
    void defectIsNotTheClientsFault() {
        queue.refusal = new IllegalStateException("defect");
        SmtpTalk client = client().upToData();

        assertThat(client.say("NOOP\r\nQUIT\r\n.")).isEqualTo("451 4.3.0 Temporary failure, nothing was accepted");
        assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 Ok");
    }
}
