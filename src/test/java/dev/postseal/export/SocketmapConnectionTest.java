package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.SettableClock;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.policy.Level;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.TlsPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one turn of the loop does for one client, before the others have theirs. */
class SocketmapConnectionTest {
    private static final String REQUEST = SocketmapTalk.netstring("policy example.com");
    private static final int READ_SIZE = 4096;

    private final SettableClock clock = new SettableClock();
    private final SocketmapUse use = new SocketmapUse(clock);
    private SocketChannel client;
    private SocketmapConnection connection;

    @BeforeEach
    void connect() throws IOException {
        var policies = FollowedPolicies.with(
                TlsPolicy.of(Level.MAY), new LiveEntry(1, "example.com", Level.ENCRYPT, "", null, 0));
        try (var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            client = SocketChannel.open(server.getLocalAddress());
            SocketChannel accepted = server.accept();
            accepted.configureBlocking(false);
            connection =
                    new SocketmapConnection(accepted, new PolicyMap(policies), use, "client", READ_SIZE, clock::millis);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        connection.close();
    }

    @Test
    void whoeverHasAskedMuchIsAnsweredInTurnsSoThatOthersAreToo() throws IOException {
        send(REQUEST.repeat(2_000));
        SocketmapFixture.await(() -> {
            assertThat(connection.proceed()).isEqualTo(SelectionKey.OP_READ);
            return use.requests().found() > 0;
        });
        assertThat(use.requests().found()).isLessThanOrEqualTo(READ_SIZE / REQUEST.length());
        SocketmapFixture.await(() -> {
            long before = use.requests().found();
            connection.proceed();
            assertThat(use.requests().found() - before).isLessThanOrEqualTo(1 + READ_SIZE / REQUEST.length());
            return use.requests().found() == 2_000;
        });
    }

    private void send(String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
