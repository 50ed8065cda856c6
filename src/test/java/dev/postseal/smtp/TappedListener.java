package dev.postseal.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Listens on 127.0.0.1 and a free port; its connections can be listened in on. */
final class TappedListener extends ServerSocket {
    TappedListener() throws IOException {
        super(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    @Override
    public Socket accept() throws IOException {
        var socket = new TappedSocket();
        implAccept(socket);
        return socket;
    }
}
