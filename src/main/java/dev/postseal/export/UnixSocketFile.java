package dev.postseal.export;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of a unix socket, which outlives whoever bound it unless it is removed. */
final class UnixSocketFile {
    private UnixSocketFile() {}

    /**
     * Binds it, in the place of one at which nobody listens any more.
     *
     * @throws IOException when somebody listens there, or something else lies there
     */
    static ServerSocketChannel bind(Path path, int backlog) throws IOException {
        removeStale(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), backlog);
            // Postfix asks as its own user, with whom we share no group, and to connect one must be able to write. What
            // is
            // told there is no secret: 127.0.0.1 tells it to every user as well. A directory can keep others out.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Removes our own; not one that another process has put there meanwhile. */
    static void remove(Path path, Object key) throws IOException {
        if (key.equals(key(path))) {
            Files.deleteIfExists(path);
        }
    }

    /** Tells this file from a later one of the same name. */
    static Object key(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? String.valueOf(attributes(path).fileKey()) + attributes(path).creationTime()
                : "";
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes(path).isOther()) {
            throw new BindException("this is a file, not a socket");
        }
        if (isListening(path)) {
            throw new BindException("Address already in use");
        }
        Files.delete(path);
    }

    private static boolean isListening(Path path) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false; // Refused: the file is all that is left.
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
