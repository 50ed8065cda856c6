package dev.postseal.web.why;

import dev.postseal.policy.PolicyEntry;
import dev.postseal.web.layout.LevelSign;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about one next hop.
 *
 * @param who {@code both}, {@code postfix} or {@code engine}: who looks this next hop up
 * @param nexthop as it is looked up
 * @param exactly whether only an entry of exactly this name counts
 * @param keys in the order asked
 * @param matched whether an entry applies; otherwise the default policy does
 * @param entry the one that applies; null when none does, or when it was deleted a moment ago
 * @param passedBy the entry for the recipient's domain, which a route leads past; null when there is none or it applies
 * @param line level and attributes as Postfix reads them
 * @param problems why the entry cannot be used; mail waits then
 * @param demands in sentences; empty when the entry cannot be used
 */
record Answer(
        String who,
        String nexthop,
        boolean exactly,
        List<Key> keys,
        boolean matched,
        @Nullable PolicyEntry entry,
        @Nullable PolicyEntry passedBy,
        LevelSign sign,
        String line,
        List<String> problems,
        List<String> demands) {
    /**
     * One key and what is stored for it.
     *
     * @param standing {@code applies}, {@code nothing}, {@code inactive}, {@code expired}, or {@code later}: not asked,
     *     because a more specific key had an entry
     */
    record Key(String key, String standing, @Nullable PolicyEntry entry) {}
}
