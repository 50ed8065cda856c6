package dev.postseal.explanation;

import dev.postseal.delivery.AttemptRecord;
import dev.postseal.delivery.DeliveryOutcome;
import dev.postseal.delivery.TlsRecord;
import dev.postseal.mail.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the session was, and who was there. */
final class SessionFacts {
    private static final int MOST_NAMES = 10;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SessionFacts() {}

    static List<Reason> of(AttemptRecord attempt) {
        TlsRecord tls = attempt.tls();
        boolean delivered = attempt.outcome() instanceof DeliveryOutcome.Delivered;
        if (tls == null) {
            return delivered ? List.of(Reason.of("session.plaintext")) : List.of();
        }
        var facts = new ArrayList<Reason>();
        facts.add(
                tls.serverName() == null
                        ? Reason.of("session.tls", tls.version(), tls.cipher())
                        : Reason.of("session.tls-with-name", tls.version(), tls.cipher(), tls.serverName()));
        if (tls.peer() != null) {
            facts.add(certificate(tls.peer()));
        }
        if (delivered) {
            facts.add(proof(tls));
        }
        return facts;
    }

    /** As every reader of certificates writes it, to the minute, in no language. */
    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }

    private static String names(TlsRecord.Peer peer) {
        String text = peer.names().stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return peer.names().size() > MOST_NAMES ? text + ", …" : text;
    }

    private static Reason certificate(TlsRecord.Peer peer) {
        return Reason.of(
                "session.certificate",
                peer.names().isEmpty() ? String.valueOf(peer.subject()) : names(peer),
                String.valueOf(peer.issuer()),
                dated(peer.notBefore()),
                dated(peer.notAfter()),
                peer.sha256());
    }

    private static Reason proof(TlsRecord tls) {
        return switch (tls.security()) {
            case "verified" ->
                tls.matchedBy() == null ? Reason.of("session.proven") : Reason.of("session.verified", tls.matchedBy());
            case "trusted" ->
                tls.matchedBy() == null
                        ? Reason.of("session.trusted")
                        : Reason.of("session.trusted-by-record", tls.matchedBy());
            case "anonymous" -> Reason.of("session.anonymous");
            default -> Reason.of("session.untrusted");
        };
    }

    private static String dated(@Nullable Instant moment) {
        return moment == null ? "?" : minute(moment);
    }
}
