package dev.postseal.enforcement;

import dev.postseal.dns.TlsaRecord;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * A {@code tafile}: certificates or public keys in PEM. As in Postfix (tls_dane.c, tls_dane_load_trustfile) each counts as
 * an authority of any kind, or as the server's own.
 */
final class AnchorFile {
    private AnchorFile() {}

    /**
     * @throws IOException when the file cannot be read or holds anything else
     */
    static List<TlsaRecord> read(Path file) throws IOException {
        var records = new ArrayList<TlsaRecord>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                var pem = new PemReader(reader)) {
            for (var object = pem.readPemObject(); object != null; object = pem.readPemObject()) {
                int selector = switch (object.getType()) {
                    case "CERTIFICATE", "X509 CERTIFICATE" -> 0;
                    case "PUBLIC KEY" -> 1;
                    default -> throw new IOException("unexpected " + object.getType());
                };
                records.add(TlsaRecord.of(TlsaSet.TRUST_ANCHOR, selector, 0, object.getContent()));
                records.add(TlsaRecord.of(TlsaSet.END_ENTITY, selector, 0, object.getContent()));
            }
        } catch (RuntimeException e) {
            throw new IOException("not PEM", e);
        }
        if (records.isEmpty() || !records.stream().allMatch(TlsaSet::isUsable)) {
            throw new IOException("no usable certificate or key");
        }
        return records;
    }
}
