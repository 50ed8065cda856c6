package dev.postseal.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** The sockets of a {@link TestDns}, and the ways they can misbehave. */
final class TestDnsServer implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final TestDns dns;
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    TestDnsServer(TestDns dns) throws IOException {
        this.dns = dns;
        this.tcp = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serveUdp);
        Thread.ofPlatform().daemon().start(this::serveTcp);
    }

    int port() {
        return tcp.getLocalPort();
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serveUdp() {
        while (!udp.isClosed()) {
            var packet = new DatagramPacket(new byte[4096], 4096);
            try {
                udp.receive(packet);
                Thread.ofPlatform().daemon().start(() -> answerUdp(packet));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answerUdp(DatagramPacket packet) {
        try {
            byte[] out = respond(Arrays.copyOf(packet.getData(), packet.getLength()), false);
            if (out != null) {
                udp.send(new DatagramPacket(out, out.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                Thread.ofPlatform().daemon().start(() -> answerTcp(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answerTcp(Socket client) {
        try (client;
                var in = new DataInputStream(client.getInputStream());
                var out = new DataOutputStream(client.getOutputStream())) {
            while (true) {
                byte[] answer = respond(in.readNBytes(in.readUnsignedShort()), true);
                if (answer == null) {
                    return;
                }
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            }
        } catch (IOException e) {
            // The client has what it wanted.
        }
    }

    private byte @Nullable [] respond(byte[] in, boolean overTcp) throws IOException {
        var query = new Message(in);
        TestDns.Fault fault = dns.faultFor(Question.of(query.getQuestion()));
        if (fault == null) {
            return dns.answer(query).toWire();
        }
        return switch (fault) {
            case SERVFAIL -> TestDns.servfail(query).toWire();
            case DROP -> null;
            case GARBAGE -> garbage(in);
            case TRUNCATE -> overTcp ? dns.answer(query).toWire() : truncated(query);
            case TRUNCATE_FOR_EVER -> overTcp ? null : truncated(query);
        };
    }

    private static byte[] truncated(Message query) {
        var response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.getHeader().setFlag(Flags.TC);
        response.addRecord(query.getQuestion(), Section.QUESTION);
        return response.toWire();
    }

    /** The right header, and nonsense behind it. */
    private static byte[] garbage(byte[] query) {
        byte[] garbage = Arrays.copyOf(query, query.length + 40);
        Arrays.fill(garbage, 12, garbage.length, (byte) 0xC1);
        garbage[2] |= (byte) 0x80;
        garbage[7] = 9;
        return garbage;
    }
}
