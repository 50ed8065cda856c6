package dev.postseal.enforcement;

import dev.postseal.smtp.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Drives an {@link SSLEngine} over a wire in plain blocking calls: handshake, then two streams. */
final class JsseChannel {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final Wire wire;
    private final HandshakeGate gate;
    private final RecordReader records;
    private final ByteBuffer outgoing;
    private ByteBuffer incoming;

    JsseChannel(SSLEngine engine, Wire wire, HandshakeGate gate) {
        this.engine = engine;
        this.wire = wire;
        this.gate = gate;
        this.records = new RecordReader(wire.input());
        this.outgoing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.incoming = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .limit(0);
    }

    boolean ignoredNameWarning() {
        return records.ignoredNameWarning();
    }

    InputStream input() {
        return new Input();
    }

    OutputStream output() {
        return new Output();
    }

    void handshake() throws IOException {
        engine.beginHandshake();
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            status = switch (status) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake();
                case NOT_HANDSHAKING, FINISHED -> status;
            };
        }
    }

    /** Tells the server what was wrong, when the engine has something to tell. */
    void sendLastWords() {
        try {
            for (int i = 0; i < 2 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
                wrap();
            }
        } catch (IOException e) {
            // Whoever does not listen need not know.
        }
    }

    private HandshakeStatus runTasks() throws SSLException {
        return gate.compute(() -> {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            return engine.getHandshakeStatus();
        });
    }

    private HandshakeStatus wrap() throws IOException {
        outgoing.clear();
        SSLEngineResult result = gate.compute(() -> engine.wrap(NOTHING, outgoing));
        send();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && result.bytesProduced() == 0) {
            throw new SSLException("closed during the handshake");
        }
        return result.getHandshakeStatus();
    }

    private HandshakeStatus unwrapHandshake() throws IOException {
        ByteBuffer bytes = records.nextOfHandshake();
        HandshakeStatus status = HandshakeStatus.NEED_UNWRAP;
        while (bytes.hasRemaining()) {
            SSLEngineResult result = gate.compute(() -> engine.unwrap(bytes, incoming.clear()));
            incoming.flip();
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new EOFException("closed during the handshake");
            }
            status = result.getHandshakeStatus();
            if (result.bytesConsumed() == 0) {
                if (status != HandshakeStatus.NEED_TASK) {
                    throw new SSLException("the handshake does not go on");
                }
                status = runTasks();
            }
        }
        return status;
    }

    private void send() throws IOException {
        if (outgoing.position() > 0) {
            wire.output().write(outgoing.array(), 0, outgoing.position());
        }
    }

    /** Fills the buffer of decrypted bytes; false at the end of the stream. */
    private boolean fill() throws IOException {
        while (!incoming.hasRemaining()) {
            ByteBuffer bytes = records.next();
            SSLEngineResult result = engine.unwrap(bytes, incoming.clear());
            incoming.flip();
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                throw new SSLException("record too large");
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                return incoming.hasRemaining();
            }
            afterHandshake(result.getHandshakeStatus());
        }
        return true;
    }

    /** Key updates and tickets of TLS 1.3 are served; a renegotiation could change the peer behind a proof already made. */
    private void afterHandshake(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED) {
            return;
        }
        if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
            throw new SSLException("renegotiation refused");
        }
        HandshakeStatus current = status;
        while (current == HandshakeStatus.NEED_TASK || current == HandshakeStatus.NEED_WRAP) {
            current = current == HandshakeStatus.NEED_TASK ? runTasks() : wrap();
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, incoming.remaining());
            incoming.get(bytes, offset, count);
            return count;
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var plain = ByteBuffer.wrap(bytes, offset, length);
            while (plain.hasRemaining()) {
                outgoing.clear();
                SSLEngineResult result = engine.wrap(plain, outgoing);
                send();
                if (result.getStatus() != SSLEngineResult.Status.OK) {
                    throw new SSLException("session closed");
                }
            }
        }

        /** Says goodbye as TLS wants it; the wire is the caller's to close. */
        @Override
        public void close() throws IOException {
            engine.closeOutbound();
            engine.getSession().invalidate();
            sendLastWords();
        }
    }
}
