package dev.postseal.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.smtp.CommandGate;
import dev.postseal.smtp.ScriptedServer;
import dev.postseal.smtp.SmtpTimeouts;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that would resume sessions, by identifier, ticket or pre-shared key, is never asked to. */
@Timeout(60)
class ResumptionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int RECORD_AND_MESSAGE_HEADER = 5 + 4;
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int SESSION_TICKET = 35;
    private static final int PRE_SHARED_KEY = 41;

    /** As the server names them. */
    private final List<String> sessions = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void everySessionIsAFullHandshakeOfItsOwn(String version) throws Exception {
        try (var server = resuming(version)) {
            var opener = new SessionOpener(
                    Handshakes.trusting(Handshakes.LAB.certificate()),
                    new SmtpTimeouts(PATIENCE, PATIENCE),
                    PATIENCE,
                    "client.example");
            for (Requirement requirement :
                    new Requirement[] {Handshakes.encrypt(), Handshakes.encrypt(), Handshakes.secure("mx.example")}) {
                var ready = (Opening.Ready) opener.open(server.address(), "mx", requirement, CommandGate.OPEN);
                ready.session().connection().quit();
                server.awaitEnd();
            }
            assertThat(asked(server)).isZero();
            assertThat(sessions).doesNotHaveDuplicates().hasSize(3);
        }
    }

    /** Without this the test above would prove nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theServerOfTheseTestsResumesForWhoeverAsks(String version) throws Exception {
        try (var server = resuming(version)) {
            var client = SSLContext.getInstance("TLS");
            client.init(null, new TrustManager[] {new JudgedLater()}, null);
            visit(server, client);
            visit(server, client);
            assertThat(asked(server)).isEqualTo(1);
        }
    }

    private ScriptedServer resuming(String version) throws Exception {
        var context =
                Identity.named("mx").dns("mx.example").issuedBy(Handshakes.LAB).serverContext();
        var parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {version});
        return ScriptedServer.playing(peer -> {
            peer.offerTls().handshake(context, parameters);
            sessions.add(HexFormat.of().formatHex(peer.tls().getId()));
            peer.serve();
        });
    }

    private static void visit(ScriptedServer server, SSLContext client) throws Exception {
        try (var plain =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            ask(plain, "EHLO c\r\nSTARTTLS\r\n", "go ahead");
            var secure = (SSLSocket) client.getSocketFactory()
                    .createSocket(plain, "mx.example", server.address().getPort(), true);
            ask(secure, "EHLO c\r\n", "HELP");
            ask(secure, "QUIT\r\n", "bye");
        }
        server.awaitEnd();
    }

    private static void ask(Socket socket, String commands, String last) throws Exception {
        socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
        var heard = new StringBuilder();
        while (heard.indexOf(last) < 0 || heard.charAt(heard.length() - 1) != '\n') {
            int next = socket.getInputStream().read();
            assertThat(next).as("after %s", heard).isNotNegative();
            heard.append((char) next);
        }
    }

    /** How many of the first messages of all handshakes asked to go on with an earlier session. */
    private static long asked(ScriptedServer server) {
        return Pattern.compile("STARTTLS\r\n")
                .splitAsStream(server.received())
                .skip(1)
                .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
                .filter(ResumptionTest::asks)
                .count();
    }

    /** By a ticket or a pre-shared key (RFC 8446 section 4.1.2, RFC 5077). */
    private static boolean asks(ByteBuffer clientHello) {
        clientHello.position(RECORD_AND_MESSAGE_HEADER + VERSION_AND_RANDOM);
        skip(clientHello, clientHello.get());
        skip(clientHello, clientHello.getShort());
        skip(clientHello, clientHello.get());
        int end = clientHello.getShort() + clientHello.position();
        boolean asks = false;
        while (clientHello.position() < end) {
            int type = clientHello.getShort();
            int length = clientHello.getShort();
            asks |= type == PRE_SHARED_KEY || type == SESSION_TICKET && length > 0;
            skip(clientHello, length);
        }
        return asks;
    }

    private static void skip(ByteBuffer bytes, int count) {
        bytes.position(bytes.position() + count);
    }
}
