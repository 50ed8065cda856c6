package dev.postseal.lookup;

import dev.postseal.mail.NextHop;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys Postfix asks its policy table for, in order ({@code tls_policy_lookup()} in smtp_tls_policy.c): a plain
 * domain and then each parent with a leading dot; anything in brackets or with a port once, exactly.
 */
public final class LookupKeys {
    private LookupKeys() {}

    /** At least one key; the most specific first. */
    public static List<String> of(NextHop nextHop) {
        List<String> keys = new ArrayList<>();
        keys.add(nextHop.text());
        if (nextHop.hasParents()) {
            addParents(nextHop.text(), keys);
        }
        return keys;
    }

    /** The keys asked after a target's own, when there is no entry for it; none for what is in brackets or has a port. */
    static List<String> parents(String target) {
        List<String> keys = new ArrayList<>();
        if (!target.startsWith("[") && !target.contains(":")) {
            addParents(target.substring(1), keys);
        }
        return keys;
    }

    private static void addParents(String domain, List<String> keys) {
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            keys.add(domain.substring(dot));
        }
    }
}
