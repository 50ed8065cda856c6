package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.Reason;
import java.time.Instant;
import java.util.List;

/** What DNS says about the TLSA records of one port of one host (RFC 6698, RFC 7672). */
public sealed interface TlsaAnswer {
    /** Until when this answer may be used; no session may be reused on its strength after that. */
    Instant expires();

    /**
     * Records, secure as is every link of the aliases to them: the handshake must prove one of those that are usable.
     *
     * <p>It does NOT ensure that any of them is usable: with none, TLS is mandatory without authentication.
     *
     * @param records never empty, as DNS gave them
     * @param owner where they were found: {@code _port._tcp.host}, or what that is an alias of
     */
    record Found(List<TlsaRecord> records, DomainName owner, Instant expires) implements TlsaAnswer {
        public Found {
            records = List.copyOf(records);
        }
    }

    /**
     * No record, or none that is secure: there is no DANE under this name.
     *
     * @param security {@code SECURE} when absence was proven, {@code INSECURE} when nothing here is signed; records that
     *     may then be there do not count
     */
    record NotFound(DnsSecurity security, Instant expires) implements TlsaAnswer {}

    /** The answer contradicts its signatures: skip this host, this may be an attack (RFC 7672 section 2.1.1). */
    record Bogus(Reason why, Instant expires) implements TlsaAnswer {}

    /** No answer, or none that can be understood: skip this host, this may be an attack (RFC 7672 section 2.1.1). */
    record Failed(Reason why, Instant expires) implements TlsaAnswer {}
}
