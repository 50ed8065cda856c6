package dev.postseal.dns;

import dev.postseal.mail.Reason;

/** No server gave an answer that can be used. */
final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reason why;
    private final boolean worthRepeating;

    NoAnswer(Reason why) {
        this(why, false);
    }

    private NoAnswer(Reason why, boolean worthRepeating) {
        super(why.code() + " " + why.arguments());
        this.why = why;
        this.worthRepeating = worthRepeating;
    }

    /** As after silence: the datagram may just have been lost. */
    static NoAnswer worthRepeating(Reason why) {
        return new NoAnswer(why, true);
    }

    Reason why() {
        return why;
    }

    boolean worthRepeating() {
        return worthRepeating;
    }
}
