package dev.postseal.enforcement;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.policy.TlsVersion;
import dev.postseal.smtp.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * The JDK's TLS. As Postfix it completes every handshake that can be completed and judges the peer afterwards, so that an
 * attempt can say who was there. No client certificate is sent.
 *
 * <p>No TLS session is ever resumed, by identifier, ticket or pre-shared key: what a server proved under one policy would
 * be taken over unseen into a session under another one. JSSE looks into its cache by the peer's name and port, and these
 * engines are given none. Several messages go over one session instead, while its {@link Grounds} last.
 *
 * <p>Needs {@link LegacyTls#permit()} to have been called for old protocols and anonymous ciphers.
 */
public final class JsseEngine implements TlsEngine {
    private static final EnhancedStatus CANNOT_START = EnhancedStatus.of("4.7.5");
    private static final int MOST_LISTS = 1_000;

    private final SSLContext context;
    private final Set<String> supported;
    private final Authorities authorities;
    private final Map<String, List<String>> suitesOfLists = new ConcurrentHashMap<>();
    private final PeerJudge judge;
    private final HandshakeGate gate;

    public JsseEngine(Authorities authorities, Clock clock) {
        this.context = context();
        this.supported =
                new HashSet<>(List.of(context.getSupportedSSLParameters().getCipherSuites()));
        this.authorities = authorities;
        this.judge = new PeerJudge(clock);
        this.gate = new HandshakeGate(2 * Runtime.getRuntime().availableProcessors());
    }

    @Override
    public HandshakeOutcome connect(Wire wire, Requirement.Tls requirement, Duration within) {
        List<TlsVersion> protocols = protocols(requirement);
        if (needsLegacy(protocols) && !LegacyTls.isPermitted()) {
            wire.close();
            return new HandshakeOutcome.NotEnforceable(CANNOT_START, Reason.of("engine.cannot-legacy-protocols"));
        }
        List<String> suites = suites(requirement, protocols);
        if (protocols.isEmpty() || suites.isEmpty()) {
            wire.close();
            return new HandshakeOutcome.Failed(CANNOT_START, Reason.of("tls.nothing-to-offer"));
        }
        var engine = engine(requirement, protocols, suites);
        var channel = new JsseChannel(engine, wire, gate);
        try {
            wire.deadline(within);
            if (wire.hasEarlyInput()) {
                throw new EarlyInputException();
            }
            channel.handshake();
        } catch (IOException e) {
            channel.sendLastWords();
            wire.close();
            return new HandshakeOutcome.Failed(CANNOT_START, reason(e));
        }
        return established(engine, channel, requirement);
    }

    @Override
    public Grounds grounds(Requirement requirement) {
        return new Grounds(requirement, authorities.of(requirement));
    }

    private HandshakeOutcome established(SSLEngine engine, JsseChannel channel, Requirement.Tls requirement) {
        var session = JsseSession.judge(engine, channel, requirement, authorities.of(requirement), judge);
        return new HandshakeOutcome.Established(session, notes(channel, requirement.options()));
    }

    private static List<Reason> notes(JsseChannel channel, Requirement.HandshakeOptions options) {
        var notes = new ArrayList<Reason>();
        if (channel.ignoredNameWarning()) {
            notes.add(Reason.of("tls.sni-not-recognised", String.valueOf(options.serverName())));
        }
        if (options.rawPublicKeys()) {
            notes.add(Reason.of("engine.cannot-raw-public-keys"));
        }
        return notes;
    }

    /**
     * OpenSSL's security level 1, which Postfix sets whenever a peer must be proven, leaves nothing of TLS 1.0 and 1.1:
     * their signatures are SHA-1.
     */
    private static List<TlsVersion> protocols(Requirement.Tls requirement) {
        return requirement.options().protocols().stream()
                .filter(version -> !requirement.authenticates() || version.compareTo(TlsVersion.TLS_1_2) >= 0)
                .sorted()
                .toList();
    }

    private static boolean needsLegacy(List<TlsVersion> protocols) {
        return !protocols.isEmpty() && protocols.getLast().compareTo(TlsVersion.TLS_1_2) < 0;
    }

    private List<String> suites(Requirement.Tls requirement, List<TlsVersion> protocols) {
        List<String> modern = protocols.contains(TlsVersion.TLS_1_3) ? CipherSuites.TLS_1_3 : List.of();
        boolean olderToo = protocols.stream().anyMatch(version -> version != TlsVersion.TLS_1_3);
        List<String> older = olderToo ? suites(requirement.options().cipherList()) : List.of();
        return Stream.concat(modern.stream(), older.stream()).toList();
    }

    /** Reading a list costs as much as a good part of a handshake, and most sessions have the same one. */
    private List<String> suites(String cipherList) {
        List<String> known = suitesOfLists.get(cipherList);
        if (known != null) {
            return known;
        }
        List<String> suites = CipherSuites.resolve(cipherList, supported);
        if (suitesOfLists.size() < MOST_LISTS) {
            suitesOfLists.put(cipherList, suites);
        }
        return suites;
    }

    private SSLEngine engine(Requirement.Tls requirement, List<TlsVersion> protocols, List<String> suites) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols.stream().map(TlsVersion::text).toArray(String[]::new));
        parameters.setCipherSuites(suites.toArray(String[]::new));
        String serverName = requirement.options().serverName();
        parameters.setServerNames(serverName == null ? List.of() : List.of(new SniName(serverName)));
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static Reason reason(IOException e) {
        return switch (e) {
            case EarlyInputException ignored -> Reason.of("tls.injection");
            case SocketTimeoutException ignored -> Reason.of("tls.timeout");
            case EOFException ignored -> Reason.of("tls.connection-lost");
            case SocketException ignored -> Reason.of("tls.connection-lost");
            default -> HandshakeFailure.reason(detail(e));
        };
    }

    private static String detail(IOException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .limit(200)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[] {new JudgedLater()}, null);
            context.getClientSessionContext().setSessionCacheSize(1);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes came before we said anything. */
    private static final class EarlyInputException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
