package dev.postseal.policy;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Active entries by target, a million of them in some 80 MB. Immutable, hence safe for any number of threads; what is changed
 * is another one, which shares the bulk of the bytes with this one. An entry is put together anew each time it is asked for.
 */
public final class LiveEntries {
    private static final LiveEntries NONE = new Builder().build();

    private final EntryChunks chunks;
    /** References by hash of the target, with linear probing; 0: never used, negative: not used any more. */
    private final int[] index;

    private final int size;
    /** Slots that are not 0. */
    private final int used;

    private final long liveBytes;

    private LiveEntries(EntryChunks chunks, int[] index, int size, int used, long liveBytes) {
        this.chunks = chunks;
        this.index = index;
        this.size = size;
        this.used = used;
        this.liveBytes = liveBytes;
    }

    public static LiveEntries none() {
        return NONE;
    }

    public static LiveEntries of(Collection<LiveEntry> entries) {
        var builder = new Builder();
        entries.forEach(builder::put);
        return builder.build();
    }

    /** The entry of exactly this target, expired or not. */
    public @Nullable LiveEntry get(String target) {
        int slot = slot(chunks, index, target.getBytes(StandardCharsets.UTF_8));
        return index[slot] > 0 ? chunks.at(index[slot]) : null;
    }

    public int size() {
        return size;
    }

    /** These entries with some put in or, where the value is empty, taken out. */
    public LiveEntries with(Map<String, Optional<LiveEntry>> changes) {
        var builder = new Builder(this);
        changes.forEach((target, entry) -> entry.ifPresentOrElse(builder::put, () -> builder.remove(target)));
        return builder.build();
    }

    /** Where the target is, or else where it would be put. */
    private static int slot(EntryChunks chunks, int[] index, byte[] target) {
        int mask = index.length - 1;
        int slot = EntryChunks.hash(target, 0, target.length) & mask;
        while (index[slot] != 0 && !(index[slot] > 0 && chunks.isFor(index[slot], target))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Gathers entries; for one thread, and of no use after {@link #build}. */
    static final class Builder {
        private static final int GONE = -1;
        private static final int SMALLEST = 16;
        /** So much may be lost to entries that were replaced before everything is copied together. */
        private static final double MAX_WASTE = 0.5;

        private static final long SLACK = 1 << 20;

        private EntryChunks chunks;
        private int[] index;
        private int size;
        private int used;
        private long liveBytes;

        Builder() {
            this.chunks = new EntryChunks();
            this.index = new int[SMALLEST];
        }

        private Builder(LiveEntries entries) {
            this.chunks = entries.chunks.copy();
            this.index = entries.index.clone();
            this.size = entries.size;
            this.used = entries.used;
            this.liveBytes = entries.liveBytes;
        }

        void put(LiveEntry entry) {
            byte[] target = entry.target().getBytes(StandardCharsets.UTF_8);
            int slot = slot(chunks, index, target);
            if (index[slot] > 0) {
                liveBytes -= chunks.length(index[slot]);
            } else {
                size++;
                used++;
            }
            index[slot] = chunks.append(entry, target);
            liveBytes += chunks.length(index[slot]);
            if (used > index.length / 8 * 5) {
                rehash();
            }
        }

        void remove(String target) {
            int slot = slot(chunks, index, target.getBytes(StandardCharsets.UTF_8));
            if (index[slot] > 0) {
                liveBytes -= chunks.length(index[slot]);
                index[slot] = GONE;
                size--;
            }
        }

        LiveEntries build() {
            // References are multiples of eight bytes, half of which is lost on average.
            long needed = liveBytes + 4L * size;
            if (chunks.bytes() > needed * (1 + MAX_WASTE) + SLACK) {
                copyTogether();
            }
            return new LiveEntries(chunks, index, size, used, liveBytes);
        }

        private void rehash() {
            int[] former = index;
            int length = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, size)) * 4);
            index = new int[length];
            used = size;
            for (int reference : former) {
                if (reference > 0) {
                    index[free(chunks.hash(reference))] = reference;
                }
            }
        }

        private int free(int hash) {
            int mask = index.length - 1;
            int slot = hash & mask;
            while (index[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void copyTogether() {
            var together = new EntryChunks();
            for (int i = 0; i < index.length; i++) {
                if (index[i] > 0) {
                    index[i] = together.append(chunks, index[i]);
                }
            }
            chunks = together;
        }
    }
}
