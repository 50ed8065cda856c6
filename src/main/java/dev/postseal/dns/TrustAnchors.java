package dev.postseal.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Where the chain of trust begins: zone-file text that is known to hold DS or DNSKEY records. */
final class TrustAnchors {
    private static final String IANA_ROOT = "root-anchors.ds";

    private final byte[] zoneText;

    private TrustAnchors(byte[] zoneText) {
        this.zoneText = zoneText;
    }

    /**
     * @throws IllegalArgumentException when there is nothing to trust in the file
     */
    static TrustAnchors read(@Nullable Path file) {
        return file == null ? ofIanaRoot() : ofFile(file);
    }

    InputStream open() {
        return new ByteArrayInputStream(zoneText);
    }

    private static TrustAnchors ofIanaRoot() {
        try (InputStream in = Objects.requireNonNull(TrustAnchors.class.getResourceAsStream(IANA_ROOT), IANA_ROOT)) {
            return new TrustAnchors(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(IANA_ROOT, e);
        }
    }

    private static TrustAnchors ofFile(Path file) {
        try {
            var anchors = new TrustAnchors(Files.readAllBytes(file));
            if (anchors.holdAny()) {
                return anchors;
            }
        } catch (IOException e) {
            throw refused(file, e);
        }
        throw refused(file, null);
    }

    private boolean holdAny() throws IOException {
        try (var records = new Master(open(), Name.root, 0)) {
            boolean found = false;
            for (Record each = records.nextRecord(); each != null; each = records.nextRecord()) {
                found |= each.getType() == Type.DS || each.getType() == Type.DNSKEY;
            }
            return found;
        }
    }

    private static IllegalArgumentException refused(Path file, @Nullable IOException cause) {
        return new IllegalArgumentException(
                "postseal.dns.trust-anchor-file=" + file
                        + ": a readable file of DS or DNSKEY records in zone-file form is wanted",
                cause);
    }
}
