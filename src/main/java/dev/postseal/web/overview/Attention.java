package dev.postseal.web.overview;

import dev.postseal.export.MapFile;
import dev.postseal.history.Backlog;
import dev.postseal.history.Deferring;
import dev.postseal.history.SeenCertificate;
import dev.postseal.history.SeenCertificates;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.nodes.NodeStatus;
import dev.postseal.nodes.Nodes;
import dev.postseal.policy.ExpiringPolicies;
import dev.postseal.policy.PolicyEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What needs somebody now. */
@Component
class Attention {
    private static final int MOST = 8;
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration RECENTLY = Duration.ofDays(30);

    /** A queue of a few tells nothing. */
    private static final long FEW = 50;

    private final Backlog backlog;
    private final ExpiringPolicies expiring;
    private final PolicyLookup lookup;
    private final MapFile file;
    private final SeenCertificates certificates;
    private final OwnCertificates own;
    private final Nodes nodes;
    private final Clock clock;

    Attention(
            Backlog backlog,
            ExpiringPolicies expiring,
            PolicyLookup lookup,
            MapFile file,
            SeenCertificates certificates,
            OwnCertificates own,
            Nodes nodes,
            Clock clock) {
        this.file = file;
        this.backlog = backlog;
        this.expiring = expiring;
        this.lookup = lookup;
        this.certificates = certificates;
        this.own = own;
        this.nodes = nodes;
        this.clock = clock;
    }

    /**
     * @param behind whether this node could not confirm for some seconds that it knows every change
     * @param exportFails whether the text map on disk, or the command after it, fails
     * @param growth how the queue has grown within an hour or two; null when it has not
     * @param nodes all there are, this one too
     * @param notAsked nodes that Postfix asked until lately, and does not any more
     */
    record Now(
            Instant at,
            boolean behind,
            boolean exportFails,
            @Nullable Growth growth,
            List<NodeStatus> nodes,
            List<NodeStatus> notAsked,
            List<OwnCertificates.Ending> own,
            List<SeenCertificate> certificates,
            List<Deferring> deferring,
            List<PolicyEntry> expired,
            List<PolicyEntry> expiring) {
        public boolean isNothing() {
            return !behind
                    && !exportFails
                    && growth == null
                    && missed().isEmpty()
                    && Stream.of(notAsked, own, certificates, deferring, expired, expiring)
                            .allMatch(List::isEmpty);
        }

        /** Nodes that are silent, or behind. */
        public List<NodeStatus> missed() {
            return nodes.stream().filter(node -> node.silent() || node.behind()).toList();
        }
    }

    record Growth(long before, long now) {}

    Now now() {
        Instant now = clock.instant();
        List<NodeStatus> known = nodes.all();
        return new Now(
                now,
                !lookup.isCurrent(),
                !file.status().failures().isEmpty(),
                growth(),
                known,
                known.stream().filter(node -> node.isNoLongerAsked(now)).toList(),
                own.ending(),
                certificates.ending(MOST),
                backlog.deferring(MOST),
                expiring.expired(now.minus(RECENTLY), now, MOST),
                expiring.ending(now, now.plus(SOON), MOST));
    }

    private @Nullable Growth growth() {
        long before = backlog.waitingBefore().orElse(Long.MAX_VALUE);
        long now = backlog.waitingNow().orElse(0);
        return now >= FEW && before < now * 2 / 3 ? new Growth(before, now) : null;
    }
}
