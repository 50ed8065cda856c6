package dev.postseal.dns;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.xbill.DNS.Name;

/** The one way to a verdict: remembered, else asked, by one caller at a time, with whom the others wait. */
final class Questions {
    private static final int REMEMBERED = 10_000;

    /** Together with {@link #REMEMBERED} this bounds the memory that strangers' zones can take. */
    private static final int LARGEST_REMEMBERED = 8 * 1024;

    private final Judge judge;
    private final ExpiringCache<Question, Verdict> known;
    private final ConcurrentHashMap<Question, CompletableFuture<Verdict>> inFlight = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();

    Questions(Judge judge, Clock clock) {
        this.judge = judge;
        this.known = new ExpiringCache<>(REMEMBERED, clock, Verdict::expires);
    }

    Verdict ask(Question question) {
        Optional<Verdict> remembered = known.find(question);
        return remembered.isPresent() ? remembered.get() : askOnce(question);
    }

    boolean remembers(Question question) {
        return known.find(question).isPresent();
    }

    void forget(Name name) {
        forgotten.incrementAndGet();
        inFlight.keySet().removeIf(question -> question.name().subdomain(name));
        judge.forget();
        known.removeIf(question -> question.name().subdomain(name));
    }

    private Verdict askOnce(Question question) {
        var mine = new CompletableFuture<Verdict>();
        CompletableFuture<Verdict> others = inFlight.putIfAbsent(question, mine);
        if (others != null) {
            return others.join();
        }
        try {
            Verdict verdict = askAndRemember(question);
            mine.complete(verdict);
            return verdict;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            inFlight.remove(question, mine);
        }
    }

    /** An answer on its way while something was forgotten may be the one that was meant. */
    private Verdict askAndRemember(Question question) {
        long before = forgotten.get();
        Verdict verdict = judge.judge(question);
        if (before == forgotten.get() && isSmall(verdict)) {
            known.put(question, verdict);
        }
        return verdict;
    }

    private static boolean isSmall(Verdict verdict) {
        return !(verdict instanceof Verdict.Answered answered)
                || answered.message().numBytes() <= LARGEST_REMEMBERED;
    }
}
