package dev.postseal.api.policies;

import dev.postseal.policy.PolicyQuery;
import java.util.List;
import java.util.Optional;

/** {@code target}, {@code policy}, {@code owner} or {@code updatedAt}; backwards with {@code ,desc} behind or {@code -} before it. */
record Sorting(PolicyQuery.Sort by, boolean descending) {
    static final Sorting DEFAULT = new Sorting(PolicyQuery.Sort.TARGET, false);
    static final List<String> ALLOWED = List.of(
            "target", "policy", "updatedAt", "owner", "target,desc", "policy,desc", "updatedAt,desc", "owner,desc");

    static Optional<Sorting> find(String text) {
        if (text.startsWith("-")) {
            return by(text.substring(1)).map(by -> new Sorting(by, true));
        }
        if (text.endsWith(",desc")) {
            return by(text.substring(0, text.length() - ",desc".length())).map(by -> new Sorting(by, true));
        }
        String name = text.endsWith(",asc") ? text.substring(0, text.length() - ",asc".length()) : text;
        return by(name).map(by -> new Sorting(by, false));
    }

    private static Optional<PolicyQuery.Sort> by(String name) {
        return switch (name) {
            case "target" -> Optional.of(PolicyQuery.Sort.TARGET);
            case "policy" -> Optional.of(PolicyQuery.Sort.POLICY);
            case "owner" -> Optional.of(PolicyQuery.Sort.OWNER);
            case "updatedAt" -> Optional.of(PolicyQuery.Sort.UPDATED);
            default -> Optional.empty();
        };
    }
}
