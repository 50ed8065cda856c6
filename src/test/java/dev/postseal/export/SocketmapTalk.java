package dev.postseal.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that says what the test wants, right or wrong. */
final class SocketmapTalk implements AutoCloseable {
    private final SocketChannel channel;

    SocketmapTalk(SocketAddress address) throws IOException {
        this.channel = SocketChannel.open(address);
    }

    static String netstring(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ",";
    }

    /** The answer to a request for a key in the map {@code policy}. */
    String ask(String key) throws IOException {
        send(netstring("policy " + key));
        return answer();
    }

    SocketmapTalk send(String bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return this;
    }

    SocketmapTalk sendByteByByte(String bytes) throws IOException {
        for (byte b : bytes.getBytes(StandardCharsets.UTF_8)) {
            channel.write(ByteBuffer.wrap(new byte[] {b}));
        }
        return this;
    }

    /** Nothing more is asked; what was asked is still answered. */
    SocketmapTalk finish() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    /** One answer, without its frame. */
    String answer() throws IOException {
        int length = 0;
        for (int b = read(); b != ':'; b = read()) {
            if (b < 0) {
                throw new IOException("the server has closed");
            }
            length = length * 10 + (b - '0');
        }
        String text = new String(bytes(length), StandardCharsets.UTF_8);
        if (read() != ',') {
            throw new IOException("no comma after " + text);
        }
        return text;
    }

    /** All that comes until the server closes. */
    String rest() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int b = read(); b >= 0; b = read()) {
            all.write(b);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int read() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        return channel.read(one) < 0 ? -1 : one.get(0) & 0xFF;
    }

    private byte[] bytes(int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(length);
        while (all.hasRemaining()) {
            if (channel.read(all) < 0) {
                throw new IOException("the server has closed");
            }
        }
        return all.array();
    }
}
