package dev.postseal.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever guesses from one address: some failures are free, then each doubles the wait. Kept in memory per
 * node and bounded; it does NOT stop guesses spread over many addresses (the count per user does).
 */
final class AddressThrottle {
    private static final int REMEMBERED = 10_000;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);

    private final int freeFailures;
    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Failures(int count, Instant last, Instant blockedUntil) {}

    AddressThrottle(int freeFailures, Clock clock) {
        this.freeFailures = freeFailures;
        this.clock = clock;
    }

    /** How long the address has to wait still; zero when it need not. */
    synchronized Duration waitFor(String address) {
        Failures known = failures.get(network(address));
        Instant now = clock.instant();
        return known == null || !now.isBefore(known.blockedUntil())
                ? Duration.ZERO
                : Duration.between(now, known.blockedUntil());
    }

    synchronized void failed(String address) {
        failures.compute(network(address), (network, known) -> next(known, clock.instant()));
    }

    private Failures next(@Nullable Failures known, Instant now) {
        int before = known == null || known.last().plus(FORGIVEN_AFTER).isBefore(now) ? 0 : known.count();
        int count = before + 1;
        Instant until = count > freeFailures ? now.plus(GrowingDelay.after(count - freeFailures, LONGEST_WAIT)) : now;
        return new Failures(count, now, until);
    }

    synchronized void succeeded(String address) {
        failures.remove(network(address));
    }

    /** An IPv6 customer has a /64 at least, and could take another address of it for every guess. */
    private static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
