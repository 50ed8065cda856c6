package dev.postseal.enforcement;

import dev.postseal.dns.TlsaRecord;
import java.util.List;

/** What may vouch for a server's chain, as it was read at one moment; equal when what was read is. */
public sealed interface Anchors {
    /** Nothing vouches for anybody: for requirements that ask no authority. */
    Anchors NONE = new Default(TrustAnchors.of(List.of()));

    /** Authorities as OpenSSL has them: verify the chain up to one of them. */
    record Default(TrustAnchors trusted) implements Anchors {}

    /**
     * The content of the policy's own files, which replaces the default authorities.
     *
     * @param records each certificate and key as a trust anchor and as the server's own, as Postfix takes a
     *     {@code tafile}
     */
    record Own(List<TlsaRecord> records) implements Anchors {
        public Own {
            records = List.copyOf(records);
        }
    }

    /** A file of anchors cannot be read now: nobody is proven, until it can be read again. */
    record Unreadable(String file) implements Anchors {}
}
