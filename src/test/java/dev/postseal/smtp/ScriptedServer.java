package dev.postseal.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * An SMTP server that does what a test tells it, on 127.0.0.1 and a free port, for any number of connections one after the
 * other. The script is plain code over one {@link Peer}; what the server saw can be asked for afterwards.
 */
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final List<TappedSocket> sockets = new CopyOnWriteArrayList<>();

    /** What the server does with one connection; an exception ends the connection. */
    @FunctionalInterface
    public interface Script {
        void play(Peer peer) throws Exception;
    }

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    public static ScriptedServer playing(Script script) throws IOException {
        var server = new ScriptedServer(new TappedListener());
        Thread.ofPlatform().daemon().start(() -> server.accept(script));
        return server;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Command lines and lines of messages so far, over all connections. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** All that came from the network so far over all connections, byte by byte as ISO 8859-1, encrypted or not. */
    public String received() {
        return sockets.stream().map(TappedSocket::received).collect(Collectors.joining());
    }

    /** Bytes that went to the network so far over all connections. */
    public long sent() {
        return sockets.stream().mapToLong(TappedSocket::sent).sum();
    }

    /** Waits until a connection's script has ended and says how: {@code done}, or the exception. */
    public String awaitEnd() throws InterruptedException {
        return awaitEnd(Duration.ofSeconds(20));
    }

    /** The same, and {@code null} as text when none has ended within the time. */
    public String awaitEnd(Duration within) throws InterruptedException {
        return String.valueOf(ended.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept(Script script) {
        while (!listener.isClosed()) {
            try {
                var socket = (TappedSocket) listener.accept();
                sockets.add(socket);
                Thread.ofPlatform().daemon().start(() -> play(script, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void play(Script script, TappedSocket socket) {
        try (socket) {
            script.play(new Peer(socket));
            ended.add("done");
        } catch (Exception e) {
            ended.add(String.valueOf(e));
        }
    }

    /** The server's side of one connection. */
    public final class Peer {
        private final TappedSocket wire;
        private Socket socket;
        private InputStream input;
        private OutputStream output;

        Peer(TappedSocket wire) throws IOException {
            this.wire = wire;
            use(wire);
        }

        private void use(Socket next) throws IOException {
            this.socket = next;
            this.input = new BufferedInputStream(next.getInputStream());
            this.output = next.getOutputStream();
        }

        /** Sends lines, each with CRLF. */
        public Peer say(String... lines) throws IOException {
            return raw((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        public Peer raw(byte[] bytes) throws IOException {
            output.write(bytes);
            output.flush();
            return this;
        }

        /** Reads one line, without its line end; null at the end of the connection. */
        public @org.jspecify.annotations.Nullable String hear() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int next = input.read(); next != '\n'; next = input.read()) {
                if (next < 0) {
                    return null;
                }
                line.write(next);
            }
            String text = line.toString(StandardCharsets.UTF_8);
            String command = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + "<LF>";
            heard.add(command);
            return command;
        }

        /** Sends this byte again and again, with a pause after each, until the client hangs up. */
        public void dribble(int b, Duration pause) throws IOException {
            while (!hasLeftWithin(pause)) {
                raw(new byte[] {(byte) b});
            }
        }

        /** Sends these bytes one by one, with a pause after each, unless the client hangs up. */
        public Peer slowly(String line, Duration pause) throws IOException {
            for (byte b : (line + "\r\n").getBytes(StandardCharsets.UTF_8)) {
                raw(new byte[] {b});
                if (hasLeftWithin(pause)) {
                    break;
                }
            }
            return this;
        }

        private boolean hasLeftWithin(Duration time) throws IOException {
            socket.setSoTimeout((int) time.toMillis());
            input.mark(1);
            try {
                return input.read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } finally {
                input.reset();
                socket.setSoTimeout(0);
            }
        }

        /** Reads one line and answers it. */
        public Peer answer(String... reply) throws IOException {
            hear();
            return say(reply);
        }

        /** Reads a message up to the final dot. */
        public Peer message() throws IOException {
            for (String line = hear(); line != null && !line.equals("."); line = hear()) {
                // kept in heard
            }
            return this;
        }

        /** The bytes that come next, as many as come in one go. */
        public byte[] bytes() throws IOException {
            var bytes = new byte[65536];
            int length = input.read(bytes);
            return java.util.Arrays.copyOf(bytes, Math.max(0, length));
        }

        /** From now on the network takes this many more bytes, then the connection is shut, in the middle of anything. */
        public Peer cutAfter(int bytes) {
            wire.cutAfter(bytes);
            return this;
        }

        /** From now on the network takes one byte at a time, with a pause before each. */
        public Peer slowDown(Duration pause) {
            wire.slowDown(pause);
            return this;
        }

        /** Ends our half of the connection; what the client still says is heard. */
        public void hangUp() throws IOException {
            wire.shutdownOutput();
            wire.drain();
        }

        /** Past the TLS session, if there is one. */
        public Peer rawOnTheWire(byte[] bytes) throws IOException {
            wire.getOutputStream().write(bytes);
            return this;
        }

        /** Asks for another handshake in the middle of the session, which TLS up to 1.2 permits. */
        public Peer renegotiate() throws IOException {
            ((SSLSocket) socket).startHandshake();
            return this;
        }

        /** Ends the connection without a farewell. */
        public void reset() throws IOException {
            wire.setSoLinger(true, 0);
            wire.close();
        }

        /** Waits until the client has closed the connection. */
        public void awaitClose() throws IOException {
            while (input.read() >= 0) {
                // until the end
            }
        }

        /** Greets, answers EHLO with STARTTLS, and STARTTLS with 220. */
        public Peer offerTls() throws IOException {
            return say("220 scripted ESMTP")
                    .answer("250-scripted", "250-8BITMIME", "250 STARTTLS")
                    .answer("220 2.0.0 go ahead");
        }

        /** Makes the handshake as the server. */
        public Peer handshake(SSLContext context, SSLParameters parameters) throws IOException {
            var secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
            secure.setUseClientMode(false);
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            use(secure);
            return this;
        }

        /** Reads the client's first bytes, says something in the clear, and only then goes on with the handshake. */
        public Peer warnThenHandshake(byte[] warning, SSLContext context) throws IOException {
            byte[] clientHello = bytes();
            raw(warning);
            var secure = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, new java.io.ByteArrayInputStream(clientHello), true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            use(secure);
            return this;
        }

        /** Serves one session as an ordinary server would, from EHLO to QUIT. */
        public void serve(String... extensions) throws IOException {
            for (String line = hear(); line != null; line = hear()) {
                switch (line.split("[ :]")[0]) {
                    case "EHLO" -> ehlo(extensions);
                    case "DATA" -> say("354 go").message().say("250 2.0.0 accepted");
                    case "QUIT" -> {
                        say("221 2.0.0 bye");
                        return;
                    }
                    default -> say("250 2.0.0 ok");
                }
            }
        }

        private void ehlo(String... extensions) throws IOException {
            say("250-scripted");
            for (String extension : extensions) {
                say("250-" + extension);
            }
            say("250 HELP");
        }

        /** The TLS session, after a handshake. */
        public javax.net.ssl.SSLSession tls() {
            return ((SSLSocket) socket).getSession();
        }
    }
}
