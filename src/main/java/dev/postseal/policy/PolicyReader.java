package dev.postseal.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Judges the attributes of one policy at its level, in the order typed, and puts the policy together. */
final class PolicyReader {
    private final Level level;
    private final TrustAnchorFiles files;
    private final Remarks remarks;
    private final PolicyServerReader policyServer;
    private final StringJoiner text = new StringJoiner(" ");
    private final Set<AttributeName> seen = EnumSet.noneOf(AttributeName.class);

    private final List<String> match = new ArrayList<>();
    private final List<String> trustAnchorFiles = new ArrayList<>();
    private @Nullable ProtocolSet protocols;
    private @Nullable CipherGrade ciphers;
    private List<String> exclude = List.of();
    private @Nullable String serverName;
    private @Nullable Boolean connectionReuse;
    private @Nullable Boolean rawPublicKeys;

    PolicyReader(Level level, TrustAnchorFiles files, Remarks remarks) {
        this.level = level;
        this.files = files;
        this.remarks = remarks;
        this.policyServer = new PolicyServerReader(remarks);
    }

    void read(List<Attribute> attributes) {
        attributes.forEach(this::read);
        policyServer.finish();
        if (level == Level.FINGERPRINT && !seen.contains(AttributeName.MATCH)) {
            remarks.problem(ProblemCode.MATCH__MISSING, level.text(), "match=12:AB:…:EF");
        }
    }

    TlsPolicy policy() {
        return new TlsPolicy(
                level,
                protocols,
                ciphers,
                exclude,
                match,
                trustAnchorFiles,
                serverName,
                connectionReuse,
                rawPublicKeys,
                policyServer.attributes());
    }

    /** The attributes as they are stored and exported, in the order typed. */
    String text() {
        return text.toString();
    }

    private void read(Attribute attribute) {
        AttributeName name = attribute.name();
        if (!seen.add(name) && name.times() == AttributeName.Times.ONCE) {
            remarks.problem(ProblemCode.ATTRIBUTE__REPEATED, name.text());
            return;
        }
        String value = name.isList() ? withoutCommas(attribute) : attribute.value();
        text.add(Attribute.render(name, judge(attribute, value)));
    }

    private String judge(Attribute attribute, String value) {
        return switch (attribute.name()) {
            case PROTOCOLS -> protocols(value);
            case CIPHERS -> ciphers(value);
            case EXCLUDE -> exclude(value);
            case MATCH -> match(value);
            case TAFILE -> tafile(value);
            case SERVERNAME -> serverName(value);
            case CONNECTION_REUSE -> {
                connectionReuse = yesOrNo(attribute.name(), value, connectionReuse);
                yield value.toLowerCase(Locale.ROOT);
            }
            case ENABLE_RPK -> {
                rawPublicKeys = yesOrNo(attribute.name(), value, rawPublicKeys);
                yield value.toLowerCase(Locale.ROOT);
            }
            case POLICY_TYPE, POLICY_DOMAIN, POLICY_TTL, POLICY_STRING, MX_HOST_PATTERN, POLICY_FAILURE ->
                policyServer.read(attribute.name(), value);
        };
    }

    /**
     * Commas give way to the separator that Postfix reads. In braces Postfix itself reads commas in protocols and
     * exclude, so nothing is said about those.
     */
    private String withoutCommas(Attribute attribute) {
        String value = attribute.value();
        if (value.indexOf(',') < 0) {
            return value;
        }
        boolean isMatch = attribute.name() == AttributeName.MATCH;
        String separator = isMatch && level == Level.FINGERPRINT ? "|" : ":";
        var joined = new StringJoiner(separator);
        for (String piece : Lists.split(value, ",")) {
            if (!piece.isBlank()) {
                joined.add(piece.strip());
            }
        }
        if (isMatch || !attribute.braced()) {
            remarks.finding(FindingCode.VALUE__COMMA, attribute.name().text(), joined.toString(), separator);
        }
        return joined.toString();
    }

    private String protocols(String value) {
        protocols = ProtocolList.read(value, remarks);
        return protocols == null ? value : protocols.text();
    }

    private String ciphers(String value) {
        if (isEmpty(AttributeName.CIPHERS, value, "high")) {
            return value;
        }
        ciphers = CipherAttributes.grade(value, remarks);
        return value.toLowerCase(Locale.ROOT);
    }

    private String exclude(String value) {
        exclude = CipherAttributes.exclude(value, remarks);
        return String.join(":", exclude);
    }

    private String match(String value) {
        boolean fingerprints = level == Level.FINGERPRINT;
        if (!fingerprints && level != Level.VERIFY && level != Level.SECURE) {
            remarks.problem(
                    ProblemCode.ATTRIBUTE__LEVEL,
                    AttributeName.MATCH.text(),
                    level.text(),
                    "verify, secure, fingerprint");
            return value;
        }
        List<String> found =
                fingerprints ? new FingerprintList(remarks).read(value) : new MatchList(remarks).names(value);
        if (found.isEmpty()) {
            isEmpty(AttributeName.MATCH, "", fingerprints ? "12:AB:…:EF" : "nexthop:dot-nexthop");
        }
        match.addAll(found);
        return String.join(fingerprints ? "|" : ":", found);
    }

    private String tafile(String value) {
        if (level != Level.VERIFY && level != Level.SECURE) {
            remarks.problem(ProblemCode.ATTRIBUTE__LEVEL, AttributeName.TAFILE.text(), level.text(), "verify, secure");
        } else if (!isEmpty(AttributeName.TAFILE, value, "/etc/ssl/certs/ca.pem")) {
            checkFile(value);
            trustAnchorFiles.add(value);
        }
        return value;
    }

    private void checkFile(String path) {
        String where = String.join(" ", files.directories());
        switch (files.check(path)) {
            case USABLE -> {}
            case RELATIVE -> remarks.problem(ProblemCode.TAFILE__RELATIVE, path, where);
            case OUTSIDE -> remarks.problem(ProblemCode.TAFILE__OUTSIDE, path, where);
            case MISSING -> remarks.problem(ProblemCode.TAFILE__MISSING, path);
            case NO_CERTIFICATE -> remarks.problem(ProblemCode.TAFILE__NO_CERTIFICATE, path);
        }
    }

    /** {@code hostname} and {@code nexthop} are keywords in lower case only; any other name is sent as it stands. */
    private String serverName(String value) {
        String ascii = HostNames.ascii(value);
        if (ascii == null) {
            remarks.problem(ProblemCode.VALUE__HOST_NAME, AttributeName.SERVERNAME.text(), value);
            return value;
        }
        boolean keyword = ascii.equals("hostname") || ascii.equals("nexthop");
        if (keyword && !ascii.equals(value)) {
            remarks.finding(FindingCode.SERVERNAME__KEYWORD, value, ascii);
        } else if (!ascii.equalsIgnoreCase(value)) {
            remarks.finding(FindingCode.VALUE__INTERNATIONAL, AttributeName.SERVERNAME.text(), value, ascii);
            serverName = ascii;
            return ascii;
        }
        serverName = value;
        return value;
    }

    private @Nullable Boolean yesOrNo(AttributeName name, String value, @Nullable Boolean before) {
        boolean yes = value.equalsIgnoreCase("yes");
        if (!yes && !value.equalsIgnoreCase("no")) {
            remarks.problem(ProblemCode.VALUE__UNKNOWN, name.text(), value, "yes no");
        } else if (before != null) {
            remarks.finding(FindingCode.ATTRIBUTE__LAST_WINS, name.text(), value);
        }
        return yes;
    }

    private boolean isEmpty(AttributeName name, String value, String example) {
        if (value.isEmpty()) {
            remarks.problem(ProblemCode.ATTRIBUTE__EMPTY, name.text(), name.text() + "=" + example);
        }
        return value.isEmpty();
    }
}
