package dev.postseal.account;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a user may be called. */
final class UserName {
    /** Without a colon, so that no user passes for a key; without white space, so that no name looks like another. */
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");

    /** Records name others so. */
    private static final Set<String> TAKEN = Set.of("system", "import");

    private UserName() {}

    static boolean isPossible(String name) {
        return ALLOWED.matcher(name).matches() && !TAKEN.contains(name.toLowerCase(Locale.ROOT));
    }
}
