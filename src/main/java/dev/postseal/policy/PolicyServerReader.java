package dev.postseal.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what policy servers say about the origin of a policy (tlsrpt_wrapper.c, smtp_tls_policy.c). */
final class PolicyServerReader {
    private static final List<String> TYPES = List.of("sts", "no-policy-found");
    private static final List<String> FAILURES =
            List.of("sts-policy-fetch-error", "sts-policy-invalid", "sts-webpki-invalid", "validation-failure");

    private final Remarks remarks;
    private final Set<AttributeName> seen = EnumSet.noneOf(AttributeName.class);
    private final List<String> policyStrings = new ArrayList<>();
    private final List<String> mxHostPatterns = new ArrayList<>();
    private @Nullable String type;
    private @Nullable String domain;
    private @Nullable Integer ttl;
    private @Nullable String failure;

    PolicyServerReader(Remarks remarks) {
        this.remarks = remarks;
    }

    /** Takes one attribute; the answer is its value as it is stored. */
    String read(AttributeName name, String value) {
        seen.add(name);
        return switch (name) {
            case POLICY_TYPE -> type = keyword(name, value, TYPES);
            case POLICY_FAILURE -> failure = keyword(name, value, FAILURES);
            case POLICY_DOMAIN -> domain = domain(name, value);
            case POLICY_TTL -> ttl(name, value);
            case POLICY_STRING -> add(policyStrings, value);
            case MX_HOST_PATTERN -> add(mxHostPatterns, pattern(name, value));
            case PROTOCOLS, CIPHERS, EXCLUDE, MATCH, TAFILE, SERVERNAME, CONNECTION_REUSE, ENABLE_RPK ->
                throw new IllegalArgumentException(name.text());
        };
    }

    void finish() {
        if (!seen.isEmpty() && !seen.contains(AttributeName.POLICY_TYPE)) {
            seen.forEach(
                    name -> remarks.problem(ProblemCode.ATTRIBUTE__NEEDS_POLICY_TYPE, name.text(), "policy_type=sts"));
        }
    }

    @Nullable PolicyServerAttributes attributes() {
        return type == null
                ? null
                : new PolicyServerAttributes(type, domain, ttl, policyStrings, mxHostPatterns, failure);
    }

    private String keyword(AttributeName name, String value, List<String> allowed) {
        String keyword = value.toLowerCase(Locale.ROOT);
        if (!allowed.contains(keyword)) {
            remarks.problem(ProblemCode.VALUE__UNKNOWN, name.text(), value, String.join(", ", allowed));
        }
        return keyword;
    }

    private String domain(AttributeName name, String value) {
        String ascii = HostNames.ascii(value);
        if (ascii == null) {
            remarks.problem(ProblemCode.VALUE__HOST_NAME, name.text(), value);
            return value;
        }
        if (!ascii.equalsIgnoreCase(value)) {
            remarks.finding(FindingCode.VALUE__INTERNATIONAL, name.text(), value, ascii);
        }
        return ascii;
    }

    private String ttl(AttributeName name, String value) {
        boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            ttl = digits ? Integer.valueOf(value) : null;
        } catch (NumberFormatException e) {
            ttl = null;
        }
        if (ttl == null) {
            remarks.problem(ProblemCode.VALUE__NUMBER, name.text(), value, Integer.toString(Integer.MAX_VALUE));
        }
        return value;
    }

    /** {@code *.example.com} stands for exactly one label; anything else must be the MX host's name (RFC 8461 section 4.1). */
    private String pattern(AttributeName name, String value) {
        String host = value.startsWith("*.") ? value.substring(2) : value;
        String ascii = HostNames.ascii(host);
        if (ascii == null) {
            remarks.finding(FindingCode.MX_PATTERN__NEVER, value);
            return value;
        }
        if (!ascii.equalsIgnoreCase(host)) {
            remarks.finding(FindingCode.VALUE__INTERNATIONAL, name.text(), value, ascii);
        }
        return (value.startsWith("*.") ? "*." : "") + ascii;
    }

    private static String add(List<String> list, String value) {
        list.add(value);
        return value;
    }
}
