package dev.postseal.delivery;

import dev.postseal.dns.HostsAnswer;
import dev.postseal.dns.MailHost;
import dev.postseal.enforcement.Derivation;
import dev.postseal.enforcement.HostFacts;
import dev.postseal.enforcement.Opening;
import dev.postseal.enforcement.Requirement;
import dev.postseal.lookup.Decision;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.smtp.CommandGate;
import dev.postseal.smtp.GateClosedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt: decide, find the hosts, try one after the other, as Postfix's {@code smtp_connect_inet()}. When the policy
 * changes under way, what is still open is decided anew; nothing begins under an older decision.
 */
final class Pass {
    /** Postfix's smtp_mx_address_limit. */
    private static final int MAX_ADDRESSES = 5;
    /** Postfix's smtp_mx_session_limit. */
    private static final int MAX_SESSIONS = 2;

    private static final int MAX_DECISIONS = 5;
    private static final Logger log = LoggerFactory.getLogger(Pass.class);

    private final SmtpCarrier.Tools tools;
    private final OutgoingMessage message;
    private final NextHop nextHop;
    private final PassResults results;
    private final Instant startedAt;

    Pass(SmtpCarrier.Tools tools, OutgoingMessage message, NextHop nextHop, List<Recipient> recipients) {
        this.tools = tools;
        this.message = message;
        this.nextHop = nextHop;
        this.startedAt = tools.clock().instant();
        this.results = new PassResults(startedAt, recipients);
    }

    /** Never throws: what was settled before a defect must not be lost with it. */
    CarryResult run() {
        try {
            decideAndDeliver();
        } catch (RuntimeException e) {
            log.error("{}: the attempt for {} ended with a defect", message.id(), nextHop, e);
        }
        return results.result();
    }

    private void decideAndDeliver() {
        for (int decisions = 0; decisions < MAX_DECISIONS && !results.isDone(); decisions++) {
            if (!tools.lookup().isCurrent()) {
                results.addWithoutHost(null, deferred("4.3.0", Reason.of("policy.not-followed")), now());
                return;
            }
            try {
                under(tools.lookup().decide(nextHop));
            } catch (GateClosedException e) {
                continue;
            }
            break;
        }
        if (!results.isDone() && !Thread.currentThread().isInterrupted()) {
            results.addWithoutHost(null, deferred("4.3.0", Reason.of("policy.changing", nextHop)), now());
        }
    }

    private void under(Decision decision) throws GateClosedException {
        switch (decision) {
            case Decision.Unusable(var hop, var keys, var revision, var entry, var problems) ->
                results.addWithoutHost(
                        AppliedPolicy.of(decision, entry.policy(), entry.policy(), Because.of(decision)),
                        deferred("4.7.5", Reason.of("policy.unusable", entry.target(), Because.codes(problems))),
                        now());
            case Decision.ByEntry(var hop, var keys, var revision, var entry, var policy) -> deliver(decision, policy);
            case Decision.ByDefault(var hop, var keys, var revision, var policy) -> deliver(decision, policy);
        }
    }

    private void deliver(Decision decision, TlsPolicy policy) throws GateClosedException {
        InetAddress visited = overKeptSession(decision, policy);
        if (results.isDone()) {
            return;
        }
        switch (tools.hosts().of(nextHop)) {
            case HostsAnswer.None none -> nobody(none, applied(decision, policy));
            case HostsAnswer.Found(var hosts) -> {
                new HostLoop(decision, policy, visited).over(hosts);
                if (!Thread.currentThread().isInterrupted()) {
                    results.exhausted(applied(decision, policy), now());
                }
            }
        }
    }

    /** A next hop of our own choosing that does not exist is our own mistake: the senders have made none. */
    private void nobody(HostsAnswer.None none, AppliedPolicy policy) {
        for (Recipient recipient : results.open()) {
            boolean ours = none.status().statusClass() == 5 && tools.routes().chose(nextHop, recipient.address());
            DeliveryOutcome outcome = ours
                    ? deferred(
                            "4.3.5",
                            Reason.of(
                                    "delivery.route-leads-nowhere",
                                    nextHop,
                                    none.reason().code()))
                    : outcome(none.status(), none.reason(), null);
            AppliedPolicy told = ours ? policy.and(none.reason()) : policy;
            results.addWithoutHost(told, outcome, List.of(recipient), now());
        }
    }

    /** Returns the address that need not be asked again; null when there is none, or it had only hung up meanwhile. */
    private @Nullable InetAddress overKeptSession(Decision decision, TlsPolicy policy) throws GateClosedException {
        KeptSession kept = tools.pool().take(nextHop, session -> serves(session, decision, policy));
        if (kept == null) {
            return null;
        }
        kept.session().connection().startTranscript("session kept from an earlier message");
        return transfer(kept.under(decision), policy).hungUp()
                ? null
                : kept.endpoint().address();
    }

    /** As if its host were met for the first time: what DNS and the trust anchors say now is what counts. */
    private boolean serves(KeptSession kept, Decision decision, TlsPolicy policy) {
        return kept.isFor(decision, now())
                && switch (tools.requirements().derive(policy, nextHop, kept.host())) {
                    case Derivation.Require required ->
                        tools.opener().stillMeets(kept.session(), required.requirement());
                    case Derivation.SkipHost skip -> false;
                };
    }

    private Transfer transfer(KeptSession session, TlsPolicy policy) throws GateClosedException {
        var transfer = new Transfer(message, results, session, gate(session.decision()), tools.clock());
        boolean reusable = false;
        try {
            reusable = transfer.run() && !Boolean.FALSE.equals(policy.connectionReuse());
        } finally {
            if (reusable) {
                tools.pool().give(nextHop, session.afterMessage());
            } else {
                tools.pool().end(nextHop, session);
            }
        }
        return transfer;
    }

    private CommandGate gate(Decision decision) {
        return transmission -> tools.lookup().whileInForce(decision, transmission::send);
    }

    /** The hosts of one decision. */
    private final class HostLoop {
        private final Decision decision;
        private final TlsPolicy policy;
        private final @Nullable InetAddress visited;
        private int addresses;
        private int sessions;

        HostLoop(Decision decision, TlsPolicy policy, @Nullable InetAddress visited) {
            this.decision = decision;
            this.policy = policy;
            this.visited = visited;
        }

        void over(List<MailHost> hosts) throws GateClosedException {
            for (MailHost host : hosts) {
                if (isOver()) {
                    return;
                }
                over(host);
            }
        }

        private boolean isOver() {
            return results.isDone()
                    || addresses >= MAX_ADDRESSES
                    || sessions >= MAX_SESSIONS
                    || Thread.currentThread().isInterrupted();
        }

        private void over(MailHost host) throws GateClosedException {
            int port = nextHop.port().orElse(tools.settings().port());
            var facts = new HostFacts(host.name(), port, host.mx(), host.found());
            switch (tools.requirements().derive(policy, nextHop, facts)) {
                case Derivation.SkipHost skipped -> add(facts, skipped);
                case Derivation.Require required -> {
                    for (InetAddress address : host.addresses()) {
                        if (isOver()) {
                            return;
                        }
                        if (!address.equals(visited)) {
                            tryAddress(facts, new InetSocketAddress(address, port), required);
                        }
                    }
                }
            }
        }

        private void tryAddress(HostFacts host, InetSocketAddress address, Derivation.Require required)
                throws GateClosedException {
            addresses++;
            boolean tlsBroke = tryOnce(host, address, required, required.requirement());
            if (tlsBroke && mayGoInPlaintext(required.requirement()) && !results.isDone()) {
                tryOnce(host, address, required, new Requirement.Plaintext());
            }
        }

        /** Returns whether it was TLS that failed. */
        private boolean tryOnce(
                HostFacts host, InetSocketAddress address, Derivation.Require required, Requirement requirement)
                throws GateClosedException {
            var endpoint = new Trial.Endpoint(host.host(), address.getAddress(), address.getPort());
            List<Reason> because = Because.of(decision, nextHop, host, required, requirement);
            AppliedPolicy applied = AppliedPolicy.of(decision, policy.level(), required.effectiveLevel(), because);
            Instant openedAt = now();
            Opening opening = tools.pool()
                    .open(nextHop, () -> tools.opener().open(address, host.host(), requirement, gate(decision)));
            return switch (opening) {
                case Opening.Superseded() -> throw new GateClosedException();
                case Opening.Failed failed -> {
                    DeliveryOutcome outcome = outcome(failed.status(), failed.reason(), failed.reply());
                    results.add(new Trial(endpoint, applied, failed.tls(), outcome, failed.transcript()), now());
                    yield failed.tlsBroke();
                }
                case Opening.Ready(var session) -> {
                    sessions++;
                    Transfer transfer = transfer(
                            new KeptSession(
                                    session,
                                    decision,
                                    host,
                                    endpoint,
                                    applied.and(session.notes()),
                                    required.validUntil(),
                                    openedAt,
                                    0),
                            policy);
                    yield transfer.connectionBroke() && session.tls() != null;
                }
            };
        }

        /** Postfix's PLAINTEXT_FALLBACK_OK macros: only at {@code may}, and only once the message has waited. */
        private boolean mayGoInPlaintext(Requirement requirement) {
            return requirement instanceof Requirement.Opportunistic
                    && Duration.between(message.queuedAt(), startedAt)
                                    .compareTo(tools.settings().minBackoff())
                            >= 0;
        }

        private void add(HostFacts host, Derivation.SkipHost skipped) {
            List<Reason> because = Because.of(decision, nextHop, host, skipped);
            results.add(
                    new Trial(
                            new Trial.Endpoint(host.host(), null, host.port()),
                            AppliedPolicy.of(decision, policy.level(), skipped.effectiveLevel(), because),
                            null,
                            outcome(skipped.status(), skipped.reason(), null),
                            List.of()),
                    now());
        }
    }

    private Instant now() {
        return tools.clock().instant();
    }

    private static AppliedPolicy applied(Decision decision, TlsPolicy policy) {
        return AppliedPolicy.of(decision, policy.level(), policy.level(), Because.of(decision));
    }

    private static DeliveryOutcome deferred(String status, Reason reason) {
        return new DeliveryOutcome.Deferred(EnhancedStatus.of(status), reason, null);
    }

    private static DeliveryOutcome outcome(EnhancedStatus status, Reason reason, @Nullable SmtpReply reply) {
        return status.statusClass() == 5
                ? new DeliveryOutcome.Bounced(status, reason, reply)
                : new DeliveryOutcome.Deferred(status, reason, reply);
    }
}
