package dev.postseal.policy;

import java.util.List;

/** Says whether the file named by a {@code tafile} attribute may be used. */
public interface TrustAnchorFiles {
    /** What was found at a path. */
    enum State {
        USABLE,
        /** Not an absolute path: Postfix would look below its queue directory. */
        RELATIVE,
        /** Not in a permitted directory, or only by way of a symbolic link that leads out of it. */
        OUTSIDE,
        /** No such file, or not readable. */
        MISSING,
        /** A file without a certificate, or with one that cannot be parsed. */
        NO_CERTIFICATE
    }

    /** Never throws; a path that is not even a path is {@link State#MISSING} or {@link State#OUTSIDE}. */
    State check(String path);

    /** Where such files may lie, for the message that says so. */
    List<String> directories();

    /**
     * Takes every path. For entries that were checked when they were written: whether the file is still good shows when
     * it is used, and must not make the entry disappear.
     */
    static TrustAnchorFiles unchecked() {
        return new TrustAnchorFiles() {
            @Override
            public State check(String path) {
                return State.USABLE;
            }

            @Override
            public List<String> directories() {
                return List.of();
            }
        };
    }
}
