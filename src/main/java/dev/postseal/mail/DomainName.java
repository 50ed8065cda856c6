package dev.postseal.mail;

import com.ibm.icu.text.IDNA;
import java.util.Locale;

/**
 * A host or domain name in its one canonical form: lower case, A-labels, no trailing dot (RFC 1035 section 2.3.1, RFC
 * 5891). Underscores are permitted, as in Postfix's {@code valid_hostname()}, because real mail exchangers have them.
 * A name of digits and dots alone is an address, not a name.
 */
public record DomainName(String ascii) implements Comparable<DomainName> {
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    /** UTS #46 non-transitional, as Postfix by default: {@code straße.de} is not {@code strasse.de}. */
    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    public DomainName {
        requireValid(ascii);
    }

    /**
     * Reads a name as a person or a DNS answer spells it: any case, U-labels, perhaps a trailing dot.
     *
     * @throws SyntaxException {@code domain.*} when it cannot be a name
     */
    public static DomainName parse(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return new DomainName(isAscii(name) ? name.toLowerCase(Locale.ROOT) : toAscii(name));
    }

    /** The name as people read it: U-labels where the A-labels are valid IDNA, the A-label otherwise. */
    public String display() {
        if (!ascii.contains("xn--")) {
            return ascii;
        }
        var result = new StringBuilder();
        var info = new IDNA.Info();
        UTS46.nameToUnicode(ascii, result, info);
        return info.hasErrors() ? ascii : result.toString();
    }

    public boolean isSubdomainOf(DomainName parent) {
        return ascii.endsWith("." + parent.ascii);
    }

    @Override
    public int compareTo(DomainName other) {
        return ascii.compareTo(other.ascii);
    }

    @Override
    public String toString() {
        return ascii;
    }

    private static String toAscii(String name) {
        var result = new StringBuilder();
        var info = new IDNA.Info();
        UTS46.nameToASCII(name, result, info);
        if (info.hasErrors()) {
            throw new SyntaxException("domain.not-international", name);
        }
        return result.toString().toLowerCase(Locale.ROOT);
    }

    private static void requireValid(String name) {
        if (name.isEmpty()) {
            throw new SyntaxException("domain.empty", name);
        }
        if (name.length() > MAX_NAME) {
            throw new SyntaxException("domain.too-long", name);
        }
        if (isNumeric(name)) {
            throw new SyntaxException("domain.numeric", name);
        }
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                requireLabel(name, start, i);
                start = i + 1;
            }
        }
    }

    private static void requireLabel(String name, int start, int end) {
        if (end - start > MAX_LABEL) {
            throw new SyntaxException("domain.label-too-long", name, name.substring(start, end));
        }
        if (!isLabel(name, start, end)) {
            throw new SyntaxException("domain.label", name, name.substring(start, end));
        }
    }

    private static boolean isLabel(String name, int start, int end) {
        if (start == end || name.charAt(start) == '-' || name.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !isDigit(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumeric(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isDigit(c) && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}
