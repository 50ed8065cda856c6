package dev.postseal.inbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client that says exactly the bytes it is told to, however wrong. */
public final class SmtpTalk implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    public SmtpTalk(InetSocketAddress address) {
        try {
            socket = new Socket(address.getAddress(), address.getPort());
            socket.setSoTimeout(15_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends these bytes, each character one byte unless it is beyond Latin-1. */
    SmtpTalk send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a line and reads the reply to it. */
    public String say(String line) {
        return send(line + "\r\n").reply();
    }

    /** All lines of a reply, joined by line feeds; {@code closed} when there is none any more. */
    public String reply() {
        var reply = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            reply.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
            reply.append('\n');
        }
        return "closed";
    }

    List<String> replies(int count) {
        return Stream.generate(this::reply).limit(count).toList();
    }

    /** Greeting, EHLO, MAIL, RCPT and DATA. */
    SmtpTalk upToData() {
        reply();
        say("EHLO client.example");
        say("MAIL FROM:<s@example.org>");
        say("RCPT TO:<a@example.net>");
        say("DATA");
        return this;
    }

    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String line() {
        try {
            return in.readLine();
        } catch (SocketException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
