package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveEntriesTest {
    private static final Instant EXPIRY = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Test
    void anEntryComesBackAsItWasPutIn() {
        List<LiveEntry> entries = List.of(
                entry("a.example", ""),
                new LiveEntry(Long.MAX_VALUE, "[ipv6:2001:db8::1]:25", Level.DANE_ONLY, "ciphers=high", EXPIRY, 7),
                new LiveEntry(-1, ".b.example", Level.NONE, "tafile=/etc/ssl/bücher.pem", Instant.MIN, Long.MAX_VALUE),
                new LiveEntry(
                        5,
                        "c.b.example",
                        Level.ENCRYPT,
                        "ciphers=high",
                        EXPIRY,
                        new LiveEntry.Demand(Level.VERIFY, "match=bücher.example"),
                        8),
                new LiveEntry(6, "d.b.example", Level.NONE, "", EXPIRY, new LiveEntry.Demand(Level.SECURE, ""), 9),
                entry("huge.example", "exclude=" + "x".repeat(200_000)),
                entry("c.example", "match=nexthop"));
        LiveEntries live = LiveEntries.of(entries);

        for (LiveEntry entry : entries) {
            assertThat(live.get(entry.target())).isEqualTo(entry);
        }
        assertThat(live.size()).isEqualTo(entries.size());
        assertThat(live.get("b.example")).isNull();
        assertThat(live.get("")).isNull();
    }

    @Test
    void holdsWhatAMapHoldsAfterAnyChanges() {
        var random = new Random(4);
        Map<String, LiveEntry> model = new HashMap<>();
        LiveEntries live = LiveEntries.none();
        for (int round = 0; round < 300; round++) {
            Map<String, Optional<LiveEntry>> changes = changes(random, round);
            LiveEntries former = live;
            Map<String, LiveEntry> formerModel = round % 50 == 0 ? new HashMap<>(model) : Map.of();
            live = live.with(changes);
            changes.forEach((target, entry) ->
                    entry.ifPresentOrElse(present -> model.put(target, present), () -> model.remove(target)));

            assertThat(live.size()).isEqualTo(model.size());
            formerModel.forEach(
                    (target, entry) -> assertThat(former.get(target)).isEqualTo(entry));
        }
        for (int i = 0; i < 3_000; i++) {
            assertThat(live.get(target(i))).as(target(i)).isEqualTo(model.get(target(i)));
        }
    }

    private static Map<String, Optional<LiveEntry>> changes(Random random, int round) {
        Map<String, Optional<LiveEntry>> changes = new HashMap<>();
        for (int i = random.nextInt(400); i >= 0; i--) {
            String target = target(random.nextInt(3_000));
            changes.put(target, Optional.ofNullable(random.nextInt(3) == 0 ? null : changed(target, round, random)));
        }
        return changes;
    }

    private static @Nullable LiveEntry changed(String target, int round, Random random) {
        boolean ends = random.nextBoolean();
        return new LiveEntry(
                random.nextLong(),
                target,
                level(random),
                "p".repeat(random.nextInt(300)),
                ends ? EXPIRY.plusNanos(random.nextInt()) : null,
                ends && random.nextBoolean()
                        ? new LiveEntry.Demand(level(random), "q".repeat(random.nextInt(300)))
                        : null,
                round);
    }

    private static Level level(Random random) {
        return Level.values()[random.nextInt(Level.values().length)];
    }

    private static String target(int number) {
        return "d" + number + ".example";
    }

    private static LiveEntry entry(String target, String parameters) {
        return new LiveEntry(1, target, Level.ENCRYPT, parameters, null, 0);
    }
}
