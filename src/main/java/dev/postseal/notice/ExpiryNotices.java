package dev.postseal.notice;

import dev.postseal.delivery.HelloName;
import dev.postseal.delivery.IncomingMessage;
import dev.postseal.delivery.Origin;
import dev.postseal.delivery.Queue;
import dev.postseal.housekeeping.Rounds;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells owners that their entries end, and that they have ended: one message for each entry and time of expiry, over all
 * nodes, because the message is queued by the transaction that notes it. One that cannot be queued is tried again in every
 * round, and keeps no other from being sent. Of what ended longer ago than the lead time nobody
 * is told any more.
 */
@Component
class ExpiryNotices extends Rounds {
    private static final Logger log = LoggerFactory.getLogger(ExpiryNotices.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration REMEMBERED = Duration.ofDays(400);
    private static final int MOST = 100;

    private final NoticeSettings settings;
    private final NoticeRows rows;
    private final NoticeText text;
    private final Policies policies;
    private final Queue queue;
    private final HelloName helloName;
    private final TransactionTemplate transaction;
    private final Clock clock;
    /** What failed in the last round, so that each is logged once. */
    private final Map<NoticeKind, Set<NoticeRows.Due>> failures = new ConcurrentHashMap<>();

    ExpiryNotices(
            NoticeSettings settings,
            NoticeRows rows,
            NoticeText text,
            Policies policies,
            Queue queue,
            HelloName helloName,
            TransactionTemplate transaction,
            Clock clock) {
        super("postseal-notices", PAUSE);
        this.settings = settings;
        this.rows = rows;
        this.text = text;
        this.policies = policies;
        this.queue = queue;
        this.helloName = helloName;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Who is told, and whether that is the owner. */
    private record Reader(EmailAddress address, boolean owner) {}

    @Override
    protected void round() {
        settings.from().ifPresent(sender -> {
            Instant now = clock.instant();
            announce(sender, NoticeKind.SOON, now, now.plus(settings.leadTime()), now);
            announce(sender, NoticeKind.OVER, now.minus(settings.leadTime()), now, now);
            rows.forget(now.minus(REMEMBERED));
        });
    }

    /** All that is due, page by page, so that what fails cannot stand before the rest. */
    private void announce(EmailAddress sender, NoticeKind kind, Instant from, Instant to, Instant now) {
        boolean all = settings.otherwise().isPresent();
        var failing = new HashSet<NoticeRows.Due>();
        var page = rows.due(kind, NoticeRows.Due.before(from), to, all, MOST);
        while (!page.isEmpty()) {
            page.stream().filter(one -> !announced(sender, kind, one, now)).forEach(failing::add);
            page = rows.due(kind, page.getLast(), to, all, MOST);
        }
        failures.put(kind, failing);
    }

    /** False when it failed by itself; without a database nothing can be announced, and the round ends. */
    private boolean announced(EmailAddress sender, NoticeKind kind, NoticeRows.Due one, Instant now) {
        try {
            transaction.executeWithoutResult(status -> {
                if (rows.claim(one, kind, now)) {
                    policies.find(one.policy()).ifPresent(entry -> tell(sender, kind, entry, one.expiresAt()));
                }
            });
            return true;
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!failures.getOrDefault(kind, Set.of()).contains(one)) {
                log.error("The end of entry {} could not be announced; it is tried again every round", one.policy(), e);
            }
            return false;
        }
    }

    private void tell(EmailAddress sender, NoticeKind kind, PolicyEntry entry, Instant expiresAt) {
        Optional<Reader> reader = reader(entry);
        if (reader.isEmpty()) {
            log.warn("Nobody is told of the expiry of {}: its owner is no mail address", entry.target());
            return;
        }
        EmailAddress to = reader.get().address();
        var message = new NoticeMessage(
                UUID.randomUUID() + "@" + helloName.text(),
                sender,
                text.sender(),
                to,
                clock.instant(),
                text.subject(kind, entry, expiresAt),
                text.text(kind, entry, expiresAt, reader.get().owner()));
        try {
            queue.accept(new IncomingMessage(
                    new ReversePath(sender),
                    List.of(to),
                    new ByteArrayInputStream(message.bytes()),
                    true,
                    new Origin.Notice("expiry of " + entry.target())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Reader> reader(PolicyEntry entry) {
        try {
            return Optional.of(new Reader(EmailAddress.parse(entry.owner().strip()), true));
        } catch (SyntaxException e) {
            return settings.otherwise().map(address -> new Reader(address, false));
        }
    }
}
