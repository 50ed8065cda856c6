package dev.postseal.web.layout;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The console as a browser on this machine sees it. */
@Component
public class LocalVisit {
    private static final Pattern ASSET =
            Pattern.compile("(?:href|src)=\"((?:/[^/\"#]+)*/(?:assets|webjars)/[^\"#]+)\"");
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerProperties server;
    /** Of the one session that all visits share. */
    private volatile @Nullable String cookie;

    LocalVisit(ServerProperties server) {
        this.server = server;
    }

    /**
     * Asks for the sign-in page and what it is made of. With TLS of its own the console is not visited: its certificate is for
     * a name that is not known here.
     *
     * @param port at which the console listens
     * @throws IOException when one of them is not to be had within ten seconds
     */
    public void signInPage(int port) throws IOException {
        if (server.getSsl() != null && server.getSsl().isEnabled()) {
            return;
        }
        String page = new String(get(port, root() + "/login", "identity"), StandardCharsets.UTF_8);
        Matcher asset = ASSET.matcher(page);
        while (asset.find()) {
            get(port, asset.group(1), "gzip");
        }
    }

    private byte[] get(int port, String path, String encoding) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url(port, path).openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestProperty(HttpHeaders.ACCEPT, "text/html, */*");
        connection.setRequestProperty(HttpHeaders.ACCEPT_ENCODING, encoding);
        String kept = cookie;
        if (kept != null) {
            connection.setRequestProperty(HttpHeaders.COOKIE, kept);
        }
        try (InputStream in = connection.getInputStream()) {
            String given = connection.getHeaderField(HttpHeaders.SET_COOKIE);
            if (given != null) {
                cookie = given.split(";", 2)[0];
            }
            return in.readAllBytes();
        }
    }

    private String root() {
        String path = server.getServlet().getContextPath();
        return path == null ? "" : path;
    }

    private URL url(int port, String path) throws IOException {
        InetAddress listening = server.getAddress();
        InetAddress host =
                listening == null || listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening;
        try {
            return new URI("http", null, host.getHostAddress(), port, path, null, null).toURL();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
