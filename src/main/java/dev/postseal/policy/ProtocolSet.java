package dev.postseal.policy;

import java.util.Set;

/**
 * The value of a {@code protocols} attribute.
 *
 * @param text as Postfix reads it, white space and commas replaced by colons; may be empty
 * @param permitted the versions that may be negotiated
 */
public record ProtocolSet(String text, Set<TlsVersion> permitted) {
    public ProtocolSet {
        permitted = Set.copyOf(permitted);
    }
}
