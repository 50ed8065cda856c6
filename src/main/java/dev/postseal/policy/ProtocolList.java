package dev.postseal.policy;

import dev.postseal.mail.Spelling;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of {@code protocols}: names to permit, names to exclude ({@code !}), a lower and an upper bound (tls_misc.c,
 * {@code tls_proto_mask_lims()}).
 */
final class ProtocolList {
    private static final List<String> NAMES = List.of("SSLv2", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    /** What is proposed instead of a misspelt name: of two that are as near, the one that is still safe. */
    private static final List<String> PROPOSED = List.of("TLSv1.2", "TLSv1.3", "TLSv1.1", "TLSv1", "SSLv3", "SSLv2");

    private static final List<String> MODERN = PROPOSED.subList(0, 2);
    private static final String SAFE = "TLSv1.2";

    private static final int SSL_3 = 0x300;
    private static final int TLS_1_3 = 0x304;
    private static final int FIRST_TLS = 2;

    private final Remarks remarks;
    private final StringJoiner text = new StringJoiner(":");
    private final List<String> obsolete = new ArrayList<>();
    private int included;
    private int excluded;
    private int floor;
    private int ceiling;
    private boolean broken;

    private ProtocolList(Remarks remarks) {
        this.remarks = remarks;
    }

    /** The protocols permitted, or null when the value is refused. */
    static @Nullable ProtocolSet read(String value, Remarks remarks) {
        var list = new ProtocolList(remarks);
        Lists.split(value, ", :").forEach(list::token);
        return list.broken ? null : list.result();
    }

    private void token(String token) {
        if (token.startsWith(">=")) {
            floor = bound(token);
        } else if (token.startsWith("<=")) {
            ceiling = bound(token);
        } else if (token.startsWith("!")) {
            excluded |= name(token, "!", token.substring(1));
        } else {
            included |= name(token, "", token);
        }
    }

    private int name(String token, String prefix, String name) {
        for (int i = 0; i < NAMES.size(); i++) {
            if (NAMES.get(i).equalsIgnoreCase(name)) {
                String spelled = prefix + NAMES.get(i);
                text.add(spelled);
                if (i < FIRST_TLS) {
                    obsolete.add(spelled);
                }
                return 1 << i;
            }
        }
        broken = true;
        Spelling.nearest(name, PROPOSED)
                .map(meant -> prefix.isEmpty() ? worthProposing(meant) : meant)
                .ifPresentOrElse(
                        meant -> remarks.problem(ProblemCode.PROTOCOLS__SIMILAR, token, prefix + meant),
                        () -> remarks.problem(ProblemCode.PROTOCOLS__UNKNOWN, token, String.join(", ", NAMES)));
        return 0;
    }

    /** Nobody is led to permit an old version. */
    private static String worthProposing(String meant) {
        return MODERN.contains(meant) ? meant : SAFE;
    }

    /** A version's name, {@code None}, or OpenSSL's number for it in hexadecimal; 0 is no bound. */
    private int bound(String token) {
        String version = token.substring(2);
        int number = version.equalsIgnoreCase("None") ? 0 : numberOf(version);
        if (number < 0) {
            broken = true;
            remarks.problem(
                    ProblemCode.PROTOCOLS__BOUND,
                    token,
                    token.substring(0, 2)
                            + Spelling.nearest(version, PROPOSED.subList(0, 4))
                                    .map(meant -> worthProposing(meant))
                                    .orElse(SAFE));
        }
        text.add(token);
        return number;
    }

    private static int numberOf(String version) {
        for (int i = 1; i < NAMES.size(); i++) {
            if (NAMES.get(i).equalsIgnoreCase(version)) {
                return SSL_3 + i - 1;
            }
        }
        try {
            String digits = version.startsWith("0x") || version.startsWith("0X") ? version.substring(2) : version;
            int number = Integer.parseUnsignedInt(digits, 16);
            return number == 0 || (number >= SSL_3 && number <= TLS_1_3) ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private @Nullable ProtocolSet result() {
        Set<TlsVersion> asked = asked();
        Set<TlsVersion> permitted = lowestRun(asked);
        if (permitted.isEmpty()) {
            remarks.problem(ProblemCode.PROTOCOLS__NOTHING_LEFT, text.toString(), ">=TLSv1.2");
            return null;
        }
        if (!obsolete.isEmpty()) {
            remarks.finding(FindingCode.PROTOCOLS__OBSOLETE, String.join(" ", obsolete));
        }
        if (permitted.size() < asked.size()) {
            remarks.finding(FindingCode.PROTOCOLS__GAP, text.toString(), names(permitted));
        }
        if (!permitted.contains(TlsVersion.TLS_1_2) && !permitted.contains(TlsVersion.TLS_1_3)) {
            remarks.finding(FindingCode.PROTOCOLS__OLD_ONLY, names(permitted));
        }
        return new ProtocolSet(text.toString(), permitted);
    }

    private Set<TlsVersion> asked() {
        var versions = EnumSet.noneOf(TlsVersion.class);
        for (TlsVersion version : TlsVersion.values()) {
            int bit = 1 << (version.ordinal() + FIRST_TLS);
            int number = SSL_3 + 1 + version.ordinal();
            boolean named = (included == 0 || (included & bit) != 0) && (excluded & bit) == 0;
            if (named && number >= floor && (ceiling == 0 || number <= ceiling)) {
                versions.add(version);
            }
        }
        return versions;
    }

    /** OpenSSL offers no versions above a gap: what lies below it wins (SSL_CTX_set_options(3), SSL_OP_NO_TLSv1_1). */
    private static Set<TlsVersion> lowestRun(Set<TlsVersion> asked) {
        var run = EnumSet.noneOf(TlsVersion.class);
        for (TlsVersion version : TlsVersion.values()) {
            if (asked.contains(version)) {
                run.add(version);
            } else if (!run.isEmpty()) {
                break;
            }
        }
        return run;
    }

    private static String names(Set<TlsVersion> versions) {
        return String.join(" ", versions.stream().map(TlsVersion::text).toList());
    }
}
