package dev.postseal.lookup;

import dev.postseal.policy.LiveEntries;
import dev.postseal.policy.LiveEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The active entries at one revision. Immutable: a change makes a new table, which shares the bulk with the old one
 * and keeps recent changes in a small layer above it, so that one change among a million entries costs microseconds.
 */
public final class PolicyTable {
    /** Beyond so many recent changes the layer is worked into the bulk. */
    private static final int MAX_RECENT = 512;

    private final long revision;
    private final LiveEntries bulk;
    /** An empty value: the bulk's entry is gone. */
    private final Map<String, Optional<LiveEntry>> recent;

    private PolicyTable(long revision, LiveEntries bulk, Map<String, Optional<LiveEntry>> recent) {
        this.revision = revision;
        this.bulk = bulk;
        this.recent = recent;
    }

    /** A table of these entries. */
    public static PolicyTable of(long revision, LiveEntries entries) {
        return new PolicyTable(revision, entries, Map.of());
    }

    /** This table with the named targets as they are in {@code entries}, or gone when they are not there. */
    public PolicyTable with(long newRevision, Collection<String> targets, Map<String, LiveEntry> entries) {
        Map<String, Optional<LiveEntry>> layer = new HashMap<>(recent);
        for (String target : targets) {
            layer.put(target, Optional.ofNullable(entries.get(target)));
        }
        return layer.size() <= MAX_RECENT
                ? new PolicyTable(newRevision, bulk, layer)
                : of(newRevision, bulk.with(layer));
    }

    /** The entry of exactly this key, expired or not. */
    public @Nullable LiveEntry get(String key) {
        Optional<LiveEntry> changed = recent.get(key);
        return changed == null ? bulk.get(key) : changed.orElse(null);
    }

    /** How many entries there were when the layer was last worked into the bulk. */
    int size() {
        return bulk.size();
    }

    /** Every change up to this one is in the table. */
    public long revision() {
        return revision;
    }
}
