package dev.postseal.web.policies;

import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.policy.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Which entries stand in each other's way: the exact name comes before the parent, the longer parent before the shorter
 * (tls_policy_lookup() in smtp_tls_policy.c). What is in brackets or has a port stands alone.
 */
@Component
class Shadows {
    private static final int LOOKED_AT = 20;
    private static final int SHOWN = 3;

    private final Policies policies;
    private final Clock clock;

    Shadows(Policies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /** The entry that would apply if there were none for this target. */
    Optional<PolicyEntry> parent(Target target) {
        return parents(target.text()).stream()
                .flatMap(key -> policies.findByTarget(key).stream())
                .filter(entry -> entry.active() && !entry.isExpired(clock.instant()))
                .findFirst();
    }

    /** Some entries that apply in place of the one for this target, which is for all subdomains. */
    List<PolicyEntry> moreSpecific(Target target) {
        String text = target.text();
        if (!text.startsWith(".")) {
            return List.of();
        }
        PolicyQuery below = new PolicyQuery(text, null, null, 0, LOOKED_AT, PolicyQuery.Sort.TARGET, false);
        return policies.search(below).items().stream()
                .filter(entry ->
                        entry.target().endsWith(text) && !entry.target().equals(text))
                .limit(SHOWN)
                .toList();
    }

    private static List<String> parents(String text) {
        List<String> keys = new ArrayList<>();
        if (text.startsWith("[") || text.contains(":")) {
            return keys;
        }
        for (int dot = text.indexOf('.', 1); dot > 0; dot = text.indexOf('.', dot + 1)) {
            keys.add(text.substring(dot));
        }
        return keys;
    }
}
