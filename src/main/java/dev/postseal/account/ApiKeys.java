package dev.postseal.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** API keys: made, shown once, checked, revoked. Only their SHA-256 is kept. */
@Service
public class ApiKeys {
    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
    /** A given key of fewer characters may be one that somebody has thought up. */
    private static final int SAFE_LENGTH = 24;

    private static final String MARK = "psl_";
    private static final int PREFIX_SHOWN = MARK.length() + 6;
    private static final int FREE_FAILURES_PER_ADDRESS = 20;
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

    private final Keys keys;
    private final CurrentActor actor;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final AddressThrottle addresses;
    private final KeysInUse inUse = new KeysInUse();

    ApiKeys(Keys keys, CurrentActor actor, ApplicationEventPublisher events, Clock clock) {
        this.keys = keys;
        this.actor = actor;
        this.events = events;
        this.clock = clock;
        this.addresses = new AddressThrottle(FREE_FAILURES_PER_ADDRESS, clock);
    }

    /** A new key of 256 random bits. */
    @Transactional
    public CreatedKey create(KeyRequest request) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String key = MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new CreatedKey(key, store(request, key, key.substring(0, PREFIX_SHOWN)));
    }

    /** The key given by the settings, when there is none yet. Of a short one not even a part may be shown. */
    @Transactional
    void createFirst(String key) {
        if (!keys.isEmpty()) {
            return;
        }
        boolean guessable = key.length() < SAFE_LENGTH;
        if (guessable) {
            log.warn(
                    "postseal.api.initial-key is shorter than {} characters: whoever guesses it can change every entry and"
                            + " the queue. Make a key in the console, and revoke this one",
                    SAFE_LENGTH);
        }
        store(new KeyRequest("initial", false, List.of(), null), key, guessable ? "" : key.substring(0, 4));
    }

    private KeyDetails store(KeyRequest request, String key, String prefix) {
        KeyDetails made = new KeyDetails(
                UUID.randomUUID(),
                request.name(),
                prefix,
                request.role(),
                request.networks(),
                clock.instant(),
                actor.get().label(),
                request.expiresAt(),
                null);
        keys.insert(made, Sha256.of(key));
        events.publishEvent(new AccountChange.OfKey(null, made));
        return made;
    }

    @Transactional(readOnly = true)
    public List<KeyDetails> all() {
        return keys.all();
    }

    @Transactional(readOnly = true)
    public Optional<KeyDetails> find(UUID id) {
        return keys.find(id);
    }

    /** The key is refused from now on; nothing happens when there is no such key. */
    @Transactional
    public void revoke(UUID id) {
        keys.delete(id).ifPresent(key -> events.publishEvent(new AccountChange.OfKey(key, null)));
    }

    /**
     * What the key is worth when it comes from that address. A key that was right from there before goes on being looked at
     * while wrong ones are throttled: one forgotten script must not shut out the others behind the same address.
     */
    @Transactional
    public KeyCheck check(String key, String address) {
        byte[] hash = Sha256.of(key);
        Duration wait = addresses.waitFor(address);
        if (wait.isPositive() && !inUse.contains(hash, address)) {
            return new KeyCheck.Throttled(wait);
        }
        Instant now = clock.instant();
        Optional<KeyDetails> known = keys.findByHash(hash).filter(found -> !found.isExpiredAt(now));
        if (known.isEmpty()) {
            inUse.remove(hash, address);
            addresses.failed(address);
            return new KeyCheck.Unknown();
        }
        if (!mayComeFrom(known.get(), address)) {
            return new KeyCheck.WrongNetwork();
        }
        inUse.add(hash, address);
        noteUse(known.get(), now);
        return new KeyCheck.Accepted(known.get().actor());
    }

    private static boolean mayComeFrom(KeyDetails key, String address) {
        return key.networks().isEmpty()
                || key.networks().stream().anyMatch(network -> new IpAddressMatcher(network).matches(address));
    }

    private void noteUse(KeyDetails key, Instant now) {
        Instant last = key.lastUsedAt();
        if (last == null || last.plus(USE_IS_NOTED_EVERY).isBefore(now)) {
            keys.markUsed(key.id(), now);
        }
    }
}
