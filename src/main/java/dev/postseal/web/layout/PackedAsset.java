package dev.postseal.web.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.HttpResource;

/** One asset as it goes over the wire: as it is, and packed. Its name changes with its content, so that it needs no ETag. */
final class PackedAsset {
    private static final String GZIP = "gzip";

    private final Resource plain;
    private final Resource packed;

    private PackedAsset(Resource plain, Resource packed) {
        this.plain = plain;
        this.packed = packed;
    }

    static PackedAsset of(Resource original) throws IOException {
        byte[] bytes = original.getContentAsByteArray();
        return new PackedAsset(new Sent(bytes, original, null), new Sent(gzip(bytes), original, GZIP));
    }

    Resource forReader(boolean ofGzip) {
        return ofGzip ? packed : plain;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    /** The bytes of an answer, with what has to be said of them. */
    private static final class Sent extends ByteArrayResource implements HttpResource {
        private final String name;
        private final long lastModified;
        private final HttpHeaders headers = new HttpHeaders();

        private Sent(byte[] bytes, Resource original, @Nullable String encoding) throws IOException {
            super(bytes, original.getDescription());
            name = Objects.requireNonNull(original.getFilename());
            lastModified = original.lastModified();
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            if (encoding != null) {
                headers.set(HttpHeaders.CONTENT_ENCODING, encoding);
            }
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
}
