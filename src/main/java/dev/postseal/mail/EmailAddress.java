package dev.postseal.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An envelope address (RFC 5321 section 4.1.2 Mailbox; UTF-8 local parts as RFC 6531). The spelling is kept, because
 * only the receiving side may know what case means in a local part.
 *
 * @param domain a domain name as spelled, or an address literal in brackets
 */
public record EmailAddress(String localPart, String domain) {
    private static final int MAX_LOCAL_PART = 64;
    private static final Pattern DOT_STRING =
            Pattern.compile("[^\\x00-\\x20\\x7f\"(),:;<>@\\[\\]\\\\.]+(\\.[^\\x00-\\x20\\x7f\"(),:;<>@\\[\\]\\\\.]+)*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\\x00-\\x1f\\x7f\"\\\\]|\\\\[\\x20-\\x7e])*\"");

    public EmailAddress {
        if (localPart.isEmpty()
                || localPart.length() > MAX_LOCAL_PART
                || !(DOT_STRING.matcher(localPart).matches()
                        || QUOTED.matcher(localPart).matches())) {
            throw new SyntaxException("address.local-part", localPart);
        }
        if (domain.chars().anyMatch(c -> c <= ' ' || c == 0x7f)
                || NextHop.parse(domain).service() != null) {
            throw new SyntaxException("address.domain", domain);
        }
    }

    /**
     * @throws SyntaxException {@code address.*}, {@code nexthop.*} or {@code domain.*}
     */
    public static EmailAddress parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            throw new SyntaxException("address.syntax", text);
        }
        return new EmailAddress(text.substring(0, at), text.substring(at + 1));
    }

    /** Where mail for this address goes when nothing routes it elsewhere. */
    public NextHop nextHop() {
        return NextHop.ofMailDomain(domain);
    }

    /** Whether the address can only be sent with SMTPUTF8 (RFC 6531). */
    public boolean needsUtf8() {
        return !localPart.chars().allMatch(c -> c < 128);
    }

    /** The address with its domain in A-labels and lower case; equal for equal mailboxes but for the local part's case. */
    public String canonical() {
        return localPart + "@" + nextHop().text().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
