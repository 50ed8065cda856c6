package dev.postseal.web.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.HttpResource;

/** The bytes of one asset as they go over the wire, with what has to be said of them. */
final class PackedAsset extends ByteArrayResource implements HttpResource {
    static final String GZIP = "gzip";

    private final String name;
    private final long lastModified;
    private final HttpHeaders headers;

    private PackedAsset(byte[] bytes, Resource original, HttpHeaders headers) throws IOException {
        super(bytes, original.getDescription());
        this.name = Objects.requireNonNull(original.getFilename());
        this.lastModified = original.lastModified();
        this.headers = headers;
    }

    static PackedAsset of(Resource original, boolean compressed) throws IOException {
        HttpHeaders headers = new HttpHeaders();
        if (original instanceof HttpResource said) {
            headers.putAll(said.getResponseHeaders());
        }
        headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        byte[] bytes = original.getContentAsByteArray();
        if (!compressed) {
            return new PackedAsset(bytes, original, headers);
        }
        headers.set(HttpHeaders.CONTENT_ENCODING, GZIP);
        return new PackedAsset(gzip(bytes), original, headers);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Override
    public String getFilename() {
        return name;
    }

    @Override
    public long lastModified() {
        return lastModified;
    }

    @Override
    public HttpHeaders getResponseHeaders() {
        return headers;
    }
}
