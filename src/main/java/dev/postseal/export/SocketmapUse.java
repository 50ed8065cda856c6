package dev.postseal.export;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether Postfix is in fact asking the socketmap: when last, how often, and for what there was no entry. Counted since the
 * start of this node, for this node. Writing here never waits; times are exact to a quarter of a second. It does NOT say
 * that the one who asks is Postfix: anybody who can reach the socket can ask.
 */
@Component
public final class SocketmapUse {
    private final LongAdder found = new LongAdder();
    private final LongAdder notFound = new LongAdder();
    private final LongAdder notYet = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final RecentTotals recent = new RecentTotals();
    private final KeysWithoutEntry keysWithoutEntry = new KeysWithoutEntry();
    private final AskedEntries askedEntries = new AskedEntries();
    private final Silences silences = new Silences();
    private final Clock clock;
    private volatile @Nullable Last last;

    /** The last request before this start. */
    private volatile @Nullable Instant before;

    SocketmapUse(Clock clock) {
        this.clock = clock;
    }

    /**
     * A request.
     *
     * @param peer address and port of the client, or {@code unix:} and the path of the socket
     */
    public record LastRequest(Instant at, String peer) {}

    /**
     * A key for which there was no entry. That need not be wrong: Postfix asks for a domain and then for each parent.
     *
     * @param key as it was asked, cut off after 300 characters
     * @param times asked since it came into the list; not less often than that
     */
    public record KeyWithoutEntry(String key, long times, Instant lastAt) {}

    /** Requests since the start, by answer. */
    public record Requests(long found, long notFound, long notYet, long refused) {
        public long total() {
            return found + notFound + notYet + refused;
        }
    }

    private record Last(long millis, String peer) {}

    /** The last request, or nothing when nobody has asked since the start. */
    public Optional<LastRequest> lastRequest() {
        return Optional.ofNullable(last)
                .map(request -> new LastRequest(Instant.ofEpochMilli(request.millis()), request.peer()));
    }

    /** When somebody last asked, before this start too as far as that was {@link #remember remembered}. */
    public Optional<Instant> lastAsked() {
        return lastRequest().map(LastRequest::at).or(() -> Optional.ofNullable(before));
    }

    /** For how long nobody asks, usually; zero before the first request. */
    public Duration usualSilence() {
        return silences.usual(clock.instant());
    }

    /** What was known when this node was started, unless somebody has asked already. */
    public void remember(Instant asked, Duration usualSilence) {
        silences.remember(asked, usualSilence);
        before = asked;
    }

    public Requests requests() {
        return new Requests(found.sum(), notFound.sum(), notYet.sum(), refused.sum());
    }

    /** How many requests there were in the last sixty seconds, to the second. */
    public long requestsInLastMinute() {
        look();
        return recent.inLastMinute();
    }

    /** How many requests there were in the last hour, to the minute. */
    public long requestsInLastHour() {
        look();
        return recent.inLastHour();
    }

    /** At most a hundred keys that had no entry, the latest first. */
    public List<KeyWithoutEntry> keysWithoutEntry() {
        return keysWithoutEntry.latest();
    }

    /** The entries asked for since the last call, each once. */
    List<Long> takeAskedEntries() {
        return askedEntries.take();
    }

    /** Of an entry that was taken and could not be written down. */
    void askedFor(long entry) {
        askedEntries.note(entry);
    }

    /** Connections ended because what came was no netstring. */
    long brokenConnections() {
        return broken.sum();
    }

    /** Connections closed at once because there were too many. */
    long connectionsTurnedAway() {
        return turnedAway.sum();
    }

    void answered(Answer answer, String peer, long millis) {
        switch (answer) {
            case Answer.Found policy -> {
                found.increment();
                askedEntries.note(policy.entry());
            }
            case Answer.NotFound nothing -> {
                notFound.increment();
                keysWithoutEntry.note(nothing.key(), millis);
            }
            case Answer.NotYet why -> notYet.increment();
            case Answer.Refused why -> refused.increment();
        }
        Last known = last;
        // Written four times a second at the most, so that those who answer do not wait for each other's memory.
        if (known == null || known.millis() != millis) {
            last = new Last(millis, peer);
            noteSilence(known == null ? before : Instant.ofEpochMilli(known.millis()), Instant.ofEpochMilli(millis));
        }
    }

    private void noteSilence(@Nullable Instant from, Instant to) {
        if (from == null) {
            silences.begin(to);
        } else {
            silences.ended(to, Duration.between(from, to));
        }
    }

    void broken() {
        broken.increment();
    }

    void turnedAway() {
        turnedAway.increment();
    }

    /** To be called about once a second. */
    void look() {
        recent.note(clock.instant().getEpochSecond(), requests().total());
    }
}
