package dev.postseal.mail;

import org.jspecify.annotations.Nullable;

/** The envelope sender (RFC 5321 section 4.1.2): an address, or null for mail that must never cause a bounce. */
public record ReversePath(@Nullable EmailAddress address) {
    public static final ReversePath NULL = new ReversePath(null);

    /**
     * @param text an address, or empty (also {@code <>}) for the null sender
     */
    public static ReversePath parse(String text) {
        return text.isEmpty() || text.equals("<>") ? NULL : new ReversePath(EmailAddress.parse(text));
    }

    public boolean isNull() {
        return address == null;
    }

    /** The address, or an empty text. */
    @Override
    public String toString() {
        return address == null ? "" : address.toString();
    }
}
