package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.SyntaxException;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Between names as mail knows them and names as DNS does. DNS permits any byte in a name, mail does not. */
final class Names {
    private static final String LOCALHOST = "localhost";
    private static final String INVALID = "invalid";

    private Names() {}

    static Name toDns(DomainName name) {
        return absolute(name.ascii())
                .orElseThrow(() -> new IllegalStateException("a domain name that DNS cannot carry: " + name));
    }

    /** {@code _25._tcp.host}; empty when that is longer than a name can be. */
    static Optional<Name> tlsa(DomainName host, int port) {
        return absolute("_" + port + "._tcp." + host.ascii());
    }

    /** Empty when the name cannot be a host or domain. */
    static Optional<DomainName> toMail(Name name) {
        try {
            return Optional.of(DomainName.parse(name.toString(true)));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    static boolean isLocalhost(DomainName name) {
        return isOrBelow(name, LOCALHOST);
    }

    /** RFC 6761 section 6.4: exists nowhere, and nobody need be asked. */
    static boolean isInvalid(DomainName name) {
        return isOrBelow(name, INVALID);
    }

    private static boolean isOrBelow(DomainName name, String top) {
        return name.ascii().equals(top) || name.ascii().endsWith("." + top);
    }

    private static Optional<Name> absolute(String text) {
        try {
            return Optional.of(Name.fromString(text, Name.root));
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }
}
