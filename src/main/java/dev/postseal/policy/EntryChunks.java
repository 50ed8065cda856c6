package dev.postseal.policy;

import dev.postseal.policy.LiveEntry.Demand;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries as bytes one after the other, in chunks that are never changed once they are shared. An entry has a reference
 * above zero. As objects a million entries would take three times the memory, and be looked at by every collection.
 */
final class EntryChunks {
    /** A little less than a power of two, so that chunks lie side by side in the heap without gaps. */
    private static final int CHUNK = (1 << 17) - 64;

    private static final int ALIGNMENT_BITS = 3;
    private static final int OFFSET_BITS = 17 - ALIGNMENT_BITS;

    private static final int LEVEL = 0;
    private static final int END = 1;
    private static final int TARGET_LENGTH = 2;
    private static final int PARAMETERS_LENGTH = 4;
    private static final int ID = 8;
    private static final int VERSION = 16;
    private static final int EXPIRY_SECONDS = 24;
    private static final int EXPIRY_NANOS = 32;
    private static final int THEN_LENGTH = 36;
    private static final int THEN_LEVEL = 40;

    /** The entry has no end. */
    private static final byte NO_END = 0;
    /** It ends. */
    private static final byte ENDS = 1;
    /** It ends, and demands something else from then on. */
    private static final byte GOES_ON = 2;
    /** How long the header is, for each of these. */
    private static final int[] HEADERS = {24, 36, 41};

    private static final byte[] NOTHING = {};

    private static final Level[] LEVELS = Level.values();

    private final List<ByteBuffer> chunks;
    private int position;

    EntryChunks() {
        this(List.of());
    }

    private EntryChunks(List<ByteBuffer> shared) {
        this.chunks = new ArrayList<>(shared);
        // What is appended goes into a chunk that nobody else has.
        this.position = CHUNK;
    }

    /** The same entries; what is appended to it is not in this one. */
    EntryChunks copy() {
        return new EntryChunks(chunks);
    }

    long bytes() {
        return (long) chunks.size() * CHUNK;
    }

    /** The reference of the entry appended. */
    int append(LiveEntry entry, byte[] target) {
        byte[] parameters = entry.parameters().getBytes(StandardCharsets.UTF_8);
        Instant expiresAt = entry.expiresAt();
        Demand thereafter = entry.thereafter();
        byte[] then = thereafter == null ? NOTHING : thereafter.parameters().getBytes(StandardCharsets.UTF_8);
        byte end = expiresAt == null ? NO_END : thereafter == null ? ENDS : GOES_ON;
        int header = HEADERS[end];
        int start = room(header + target.length + parameters.length + then.length);
        ByteBuffer chunk = chunks.getLast();
        chunk.put(start + LEVEL, (byte) entry.policy().ordinal());
        chunk.put(start + END, end);
        chunk.putShort(start + TARGET_LENGTH, (short) target.length);
        chunk.putInt(start + PARAMETERS_LENGTH, parameters.length);
        chunk.putLong(start + ID, entry.id());
        chunk.putLong(start + VERSION, entry.version());
        if (expiresAt != null) {
            chunk.putLong(start + EXPIRY_SECONDS, expiresAt.getEpochSecond());
            chunk.putInt(start + EXPIRY_NANOS, expiresAt.getNano());
        }
        if (end == GOES_ON) {
            chunk.putInt(start + THEN_LENGTH, then.length);
            chunk.put(start + THEN_LEVEL, (byte)
                    Objects.requireNonNull(thereafter).policy().ordinal());
        }
        chunk.put(start + header, target);
        chunk.put(start + header + target.length, parameters);
        chunk.put(start + header + target.length + parameters.length, then);
        return reference(start);
    }

    /** Copies the entry at this reference of the other chunks. */
    int append(EntryChunks from, int reference) {
        int length = from.length(reference);
        int start = room(length);
        chunks.getLast().put(start, from.chunk(reference), offset(reference), length);
        return reference(start);
    }

    LiveEntry at(int reference) {
        ByteBuffer chunk = chunk(reference);
        int start = offset(reference);
        int target = start + header(chunk, start);
        int parameters = target + targetLength(chunk, start);
        int then = parameters + chunk.getInt(start + PARAMETERS_LENGTH);
        return new LiveEntry(
                chunk.getLong(start + ID),
                text(chunk, target, parameters - target),
                LEVELS[chunk.get(start + LEVEL)],
                text(chunk, parameters, then - parameters),
                expiry(chunk, start),
                thereafter(chunk, start, then),
                chunk.getLong(start + VERSION));
    }

    boolean isFor(int reference, byte[] target) {
        ByteBuffer chunk = chunk(reference);
        int start = offset(reference);
        int from = start + header(chunk, start);
        return targetLength(chunk, start) == target.length
                && Arrays.equals(chunk.array(), from, from + target.length, target, 0, target.length);
    }

    /** What {@link #hash(byte[], int, int)} says of the target. */
    int hash(int reference) {
        ByteBuffer chunk = chunk(reference);
        int start = offset(reference);
        int from = start + header(chunk, start);
        return hash(chunk.array(), from, from + targetLength(chunk, start));
    }

    static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        // Spread: names that differ in a digit only would otherwise lie side by side.
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    int length(int reference) {
        ByteBuffer chunk = chunk(reference);
        int start = offset(reference);
        return header(chunk, start)
                + targetLength(chunk, start)
                + chunk.getInt(start + PARAMETERS_LENGTH)
                + thenLength(chunk, start);
    }

    /** Where in the last chunk so many bytes can be written. */
    private int room(int length) {
        int start = (position + 7) & -8;
        if (start + length > CHUNK) {
            // More than a chunk for one entry is not to be expected, but neither is it forbidden.
            chunks.add(ByteBuffer.allocate(Math.max(CHUNK, length)));
            start = 0;
        }
        position = start + length;
        return start;
    }

    private int reference(int start) {
        return ((chunks.size() - 1) << OFFSET_BITS | start >>> ALIGNMENT_BITS) + 1;
    }

    private ByteBuffer chunk(int reference) {
        return chunks.get((reference - 1) >>> OFFSET_BITS);
    }

    private static int offset(int reference) {
        return ((reference - 1) & ((1 << OFFSET_BITS) - 1)) << ALIGNMENT_BITS;
    }

    private static int header(ByteBuffer chunk, int start) {
        return HEADERS[chunk.get(start + END)];
    }

    private static int thenLength(ByteBuffer chunk, int start) {
        return chunk.get(start + END) == GOES_ON ? chunk.getInt(start + THEN_LENGTH) : 0;
    }

    private static @Nullable Demand thereafter(ByteBuffer chunk, int start, int from) {
        return chunk.get(start + END) == GOES_ON
                ? new Demand(LEVELS[chunk.get(start + THEN_LEVEL)], text(chunk, from, thenLength(chunk, start)))
                : null;
    }

    private static int targetLength(ByteBuffer chunk, int start) {
        return Short.toUnsignedInt(chunk.getShort(start + TARGET_LENGTH));
    }

    private static @Nullable Instant expiry(ByteBuffer chunk, int start) {
        return chunk.get(start + END) == NO_END
                ? null
                : Instant.ofEpochSecond(chunk.getLong(start + EXPIRY_SECONDS), chunk.getInt(start + EXPIRY_NANOS));
    }

    private static String text(ByteBuffer chunk, int from, int length) {
        return new String(chunk.array(), from, length, StandardCharsets.UTF_8);
    }
}
