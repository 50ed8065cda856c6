package dev.postseal.web.connect;

import dev.postseal.export.SocketmapUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody asks the socketmap.
 *
 * @param state {@code off}, {@code never}, {@code quiet} or {@code asking}; its texts are {@code connect.live.<state>}
 * @param unanswered the latest keys without an entry
 */
record Asking(
        String state,
        SocketmapUse.@Nullable LastRequest last,
        long minute,
        long hour,
        SocketmapUse.Requests requests,
        List<SocketmapUse.KeyWithoutEntry> unanswered) {
    private static final Duration LATELY = Duration.ofHours(1);
    private static final int KEYS = 20;

    static Asking of(SocketmapUse use, boolean on, Instant now) {
        SocketmapUse.LastRequest last = use.lastRequest().orElse(null);
        return new Asking(
                state(last, on, now),
                last,
                use.requestsInLastMinute(),
                use.requestsInLastHour(),
                use.requests(),
                use.keysWithoutEntry().stream().limit(KEYS).toList());
    }

    private static String state(SocketmapUse.@Nullable LastRequest last, boolean on, Instant now) {
        if (!on) {
            return "off";
        }
        if (last == null) {
            return "never";
        }
        return last.at().isAfter(now.minus(LATELY)) ? "asking" : "quiet";
    }
}
