package dev.postseal.delivery;

import dev.postseal.enforcement.TlsFacts;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is still to be delivered to, and what came of everybody else. As in Postfix a transient failure counts only when
 * no further host is left to try, and is then the last host's; a permanent one counts at once.
 */
final class PassResults {
    private static final DeliveryOutcome NOBODY_ASKED =
            new DeliveryOutcome.Deferred(EnhancedStatus.of("4.3.0"), Reason.of("delivery.no-server"), null);

    private final Instant startedAt;
    private final Map<Recipient, AttemptRecord> settled = new HashMap<>();
    private final Map<Recipient, Trial> pending = new LinkedHashMap<>();
    private final List<Recipient> open;
    private final Map<Recipient, List<Trial>> trials = new HashMap<>();

    PassResults(Instant startedAt, List<Recipient> recipients) {
        this.startedAt = startedAt;
        this.open = new ArrayList<>(recipients);
    }

    /** Recipients for whom a host is still to be found. */
    List<Recipient> open() {
        return List.copyOf(open);
    }

    boolean isDone() {
        return open.isEmpty();
    }

    /** What came of this host for all open recipients. */
    void add(Trial trial, Instant now) {
        add(trial, open(), now);
    }

    /** What came of this host for these recipients. */
    void add(Trial trial, List<Recipient> recipients, Instant now) {
        for (Recipient recipient : recipients) {
            trials.computeIfAbsent(recipient, none -> new ArrayList<>()).add(trial);
            switch (trial.outcome()) {
                case DeliveryOutcome.Deferred deferred -> pending.put(recipient, trial);
                case DeliveryOutcome.Delivered delivered -> settle(recipient, trial, now);
                case DeliveryOutcome.Bounced bounced -> settle(recipient, trial, now);
            }
        }
    }

    /** An outcome for all open recipients that no host had a part in. */
    void addWithoutHost(@Nullable AppliedPolicy policy, DeliveryOutcome outcome, Instant now) {
        addWithoutHost(policy, outcome, open(), now);
    }

    /** An outcome for these recipients that no host had a part in. */
    void addWithoutHost(
            @Nullable AppliedPolicy policy, DeliveryOutcome outcome, List<Recipient> recipients, Instant now) {
        for (Recipient recipient : recipients) {
            settled.put(recipient, AttemptRecord.withoutHost(startedAt, since(now), policy, outcome));
            open.remove(recipient);
        }
    }

    /** Nobody is left to ask: what is open is deferred for the last reason known. */
    void exhausted(@Nullable AppliedPolicy policy, Instant now) {
        for (Recipient recipient : open()) {
            Trial last = pending.get(recipient);
            if (last != null) {
                settle(recipient, last, now);
            }
        }
        addWithoutHost(policy, NOBODY_ASKED, now);
    }

    CarryResult result() {
        return new CarryResult(settled);
    }

    private void settle(Recipient recipient, Trial trial, Instant now) {
        Trial.Endpoint endpoint = trial.endpoint();
        settled.put(
                recipient,
                new AttemptRecord(
                        startedAt,
                        since(now),
                        endpoint.host(),
                        endpoint.addressText(),
                        endpoint.address() == null ? null : endpoint.port(),
                        trial.policy(),
                        record(trial.tls()),
                        trial.outcome(),
                        before(recipient, trial),
                        trial.transcriptText()));
        open.remove(recipient);
    }

    @SuppressWarnings("ReferenceEquality") // One host may have come to the same twice.
    private List<TriedHost> before(Recipient recipient, Trial trial) {
        return trials.getOrDefault(recipient, List.of()).stream()
                .takeWhile(earlier -> earlier != trial)
                .map(Trial::asTried)
                .toList();
    }

    private Duration since(Instant now) {
        return Duration.between(startedAt, now);
    }

    private static @Nullable TlsRecord record(@Nullable TlsFacts facts) {
        if (facts == null) {
            return null;
        }
        var peer = facts.peer();
        return new TlsRecord(
                facts.version(),
                facts.cipher(),
                facts.security().text(),
                facts.matchedBy(),
                facts.serverName(),
                peer == null
                        ? null
                        : new TlsRecord.Peer(
                                peer.sha256(),
                                peer.spkiSha256(),
                                peer.subject(),
                                peer.issuer(),
                                peer.names(),
                                peer.notBefore(),
                                peer.notAfter()));
    }
}
