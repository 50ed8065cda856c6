package dev.postseal.export;

import dev.postseal.mail.ListenAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One address at which the socketmap server listens. */
final class SocketmapListener implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final Logger log = LoggerFactory.getLogger(SocketmapListener.class);

    private final ServerSocketChannel channel;
    private final @Nullable Path file;
    private final Object fileKey;

    /**
     * A client.
     *
     * @param peer who that is, for people
     */
    record Client(SocketChannel channel, String peer) {}

    private SocketmapListener(ServerSocketChannel channel, @Nullable Path file) throws IOException {
        this.channel = channel;
        this.file = file;
        this.fileKey = file == null ? "" : UnixSocketFile.key(file);
    }

    static SocketmapListener bind(ListenAddress address) throws IOException {
        return switch (address) {
            case ListenAddress.Tcp tcp -> new SocketmapListener(tcp(tcp), null);
            case ListenAddress.Unix unix ->
                new SocketmapListener(UnixSocketFile.bind(unix.path(), BACKLOG), unix.path());
        };
    }

    private static ServerSocketChannel tcp(ListenAddress.Tcp tcp) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(tcp.address(), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits for the next client. */
    Client accept() throws IOException {
        SocketChannel client = channel.accept();
        try {
            if (file != null) {
                return new Client(client, ListenAddress.UNIX + file);
            }
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            String address = String.valueOf(client.getRemoteAddress());
            return new Client(client, address.substring(address.indexOf('/') + 1));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    SocketAddress address() throws IOException {
        return channel.getLocalAddress();
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                UnixSocketFile.remove(file, fileKey);
            }
            channel.close();
        } catch (IOException e) {
            log.debug("Socketmap listener did not close: {}", e.getMessage());
        }
    }
}
