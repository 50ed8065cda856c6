package dev.postseal.policy;

import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes the attributes of a policy so that Postfix reads the same policy. */
final class PolicyRenderer {
    private final StringJoiner text = new StringJoiner(" ");

    private PolicyRenderer() {}

    static String render(TlsPolicy policy) {
        if (policy.level() == Level.NONE) {
            return "";
        }
        var renderer = new PolicyRenderer();
        renderer.tls(policy);
        if (policy.policyServer() != null) {
            renderer.policyServer(policy.policyServer());
        }
        return renderer.text.toString();
    }

    private void tls(TlsPolicy policy) {
        ProtocolSet protocols = policy.protocols();
        CipherGrade ciphers = policy.ciphers();
        add(AttributeName.PROTOCOLS, protocols == null ? null : protocols.text());
        add(AttributeName.CIPHERS, ciphers == null ? null : ciphers.name().toLowerCase(Locale.ROOT));
        add(AttributeName.EXCLUDE, policy.exclude().isEmpty() ? null : String.join(":", policy.exclude()));
        String separator = policy.level() == Level.FINGERPRINT ? "|" : ":";
        add(AttributeName.MATCH, policy.match().isEmpty() ? null : String.join(separator, policy.match()));
        policy.trustAnchorFiles().forEach(file -> add(AttributeName.TAFILE, file));
        add(AttributeName.SERVERNAME, policy.serverName());
        add(AttributeName.CONNECTION_REUSE, yesOrNo(policy.connectionReuse()));
        add(AttributeName.ENABLE_RPK, yesOrNo(policy.rawPublicKeys()));
    }

    private void policyServer(PolicyServerAttributes attributes) {
        Integer ttl = attributes.ttl();
        add(AttributeName.POLICY_TYPE, attributes.type());
        add(AttributeName.POLICY_DOMAIN, attributes.domain());
        add(AttributeName.POLICY_TTL, ttl == null ? null : ttl.toString());
        attributes.policyStrings().forEach(line -> add(AttributeName.POLICY_STRING, line));
        attributes.mxHostPatterns().forEach(pattern -> add(AttributeName.MX_HOST_PATTERN, pattern));
        add(AttributeName.POLICY_FAILURE, attributes.failure());
    }

    private void add(AttributeName name, @Nullable String value) {
        if (value != null) {
            text.add(Attribute.render(name, value));
        }
    }

    private static @Nullable String yesOrNo(@Nullable Boolean value) {
        return value == null ? null : value ? "yes" : "no";
    }
}
