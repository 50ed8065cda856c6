package dev.postseal.web.why;

import dev.postseal.mail.NextHop;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TlsVersion;
import dev.postseal.texts.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a policy demands of the servers of a next hop, in sentences; what DNS would say is not asked. */
@Component
class Demands {
    private final Texts texts;

    Demands(Texts texts) {
        this.texts = texts;
    }

    List<String> of(TlsPolicy policy, NextHop nextHop) {
        var sentences = new ArrayList<String>();
        sentences.add(texts.of("level." + policy.level().text() + ".sentence"));
        if (policy.level() != Level.NONE) {
            proof(policy, nextHop, sentences);
            session(policy, nextHop, sentences);
        }
        sentences.add(texts.of("why.otherwise." + otherwise(policy.level())));
        return List.copyOf(sentences);
    }

    private void proof(TlsPolicy policy, NextHop nextHop, List<String> sentences) {
        switch (policy.level()) {
            case VERIFY -> names(policy.match().isEmpty() ? List.of("hostname") : policy.match(), nextHop, sentences);
            case SECURE ->
                names(
                        policy.match().isEmpty() ? List.of("nexthop", "dot-nexthop") : policy.match(),
                        nextHop,
                        sentences);
            case FINGERPRINT -> sentences.add(texts.of("why.fingerprints", joined(policy.match())));
            case NONE, MAY, ENCRYPT, DANE, DANE_ONLY -> {}
        }
        if (!policy.trustAnchorFiles().isEmpty()) {
            sentences.add(texts.of(
                    "why.authorities",
                    policy.trustAnchorFiles().stream()
                            .map(file -> String.valueOf(Path.of(file).getFileName()))
                            .collect(Collectors.joining(", "))));
        }
    }

    private void names(List<String> strategies, NextHop nextHop, List<String> sentences) {
        sentences.add(texts.of(
                "why.names",
                strategies.stream().map(strategy -> name(strategy, nextHop)).collect(Collectors.joining(", "))));
    }

    private String name(String strategy, NextHop nextHop) {
        return switch (strategy.toLowerCase(Locale.ROOT)) {
            case "nexthop" -> nextHop.host();
            case "dot-nexthop" -> "." + nextHop.host();
            case "hostname" -> texts.of("why.hostname");
            default -> strategy;
        };
    }

    private void session(TlsPolicy policy, NextHop nextHop, List<String> sentences) {
        var protocols = policy.protocols();
        if (protocols != null) {
            sentences.add(
                    protocols.permitted().isEmpty()
                            ? texts.of("why.protocols.none")
                            : texts.of("why.protocols", versions(protocols.permitted())));
        }
        var ciphers = policy.ciphers();
        if (ciphers != null) {
            sentences.add(texts.of("why.ciphers", ciphers.name().toLowerCase(Locale.ROOT)));
        }
        if (!policy.exclude().isEmpty()) {
            sentences.add(texts.of("why.exclude", joined(policy.exclude())));
        }
        var serverName = policy.serverName();
        if (serverName != null) {
            sentences.add(texts.of("why.server-name", name(serverName, nextHop)));
        }
        if (Boolean.FALSE.equals(policy.connectionReuse())) {
            sentences.add(texts.of("why.no-reuse"));
        }
        if (Boolean.TRUE.equals(policy.rawPublicKeys())) {
            sentences.add(texts.of("why.raw-keys"));
        }
    }

    private static String otherwise(Level level) {
        return switch (level) {
            case NONE -> "none";
            case MAY -> "may";
            case DANE -> "dane";
            case ENCRYPT, DANE_ONLY, FINGERPRINT, VERIFY, SECURE -> "waits";
        };
    }

    private static String versions(Collection<TlsVersion> permitted) {
        return permitted.stream().sorted().map(TlsVersion::text).collect(Collectors.joining(", "));
    }

    private static String joined(List<String> values) {
        return String.join(", ", values);
    }
}
