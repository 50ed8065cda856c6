package dev.postseal.policy;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Host names within attribute values. */
final class HostNames {
    private HostNames() {}

    /** The name in lower case and A-labels, or null when it is none; a final dot is not part of a host name. */
    static @Nullable String ascii(String text) {
        if (text.endsWith(".")) {
            return null;
        }
        try {
            return DomainName.parse(text).ascii();
        } catch (SyntaxException e) {
            return null;
        }
    }
}
