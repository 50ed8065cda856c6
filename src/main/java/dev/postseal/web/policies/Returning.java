package dev.postseal.web.policies;

import java.util.regex.Pattern;

/** Where somebody comes back to after an act on the list: the list as they had filtered it. */
final class Returning {
    static final String LIST = "/policies";

    /** Nothing that a redirection would read as anything else. */
    private static final Pattern LIST_AS_SEEN = Pattern.compile("/policies(\\?[^{}\\p{Cntrl}]*)?");

    private Returning() {}

    static String to(String wanted) {
        return LIST_AS_SEEN.matcher(wanted).matches() ? wanted : LIST;
    }
}
