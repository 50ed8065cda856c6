package dev.postseal.policy;

import dev.postseal.SettableClock;
import dev.postseal.account.CurrentActor;
import dev.postseal.database.TestDatabase;
import dev.postseal.lookup.PolicyLookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The entries on a test's own database, put together without a container. */
public final class PolicyStore {
    private final SettableClock clock;
    private final List<LivePolicies> live = new ArrayList<>();
    private final List<Consumer<PolicyChange>> listeners = new ArrayList<>();
    private final Policies policies;
    private final PolicyFeed feed;
    private final GoingBack goingBack;
    private final UnusedPolicies unused;
    private final PolicyLookup lookup;

    public PolicyStore(TestDatabase database, Instant now) {
        this(database.dataSource(), now);
    }

    public PolicyStore(DataSource source, Instant now) {
        this.clock = new SettableClock(now);
        JdbcClient jdbc = JdbcClient.create(source);
        var grammar = new PolicyGrammar(TrustAnchorFiles.unchecked());
        var rows = new PolicyRows(jdbc, new StoredFindings(grammar), clock);
        var transactions = new JdbcTransactionManager(source);
        this.policies = new Policies(
                rows,
                new PolicySearch(jdbc, rows, new PolicyLandmarks(), transactions),
                new DraftRules(grammar, clock),
                new TransactionTemplate(transactions),
                event -> listeners.forEach(listener -> listener.accept((PolicyChange) event)),
                live,
                new CurrentActor(),
                clock);
        this.goingBack = new GoingBack(
                new ManyRows(jdbc, rows),
                new TransactionTemplate(transactions),
                event -> listeners.forEach(listener -> listener.accept((PolicyChange) event)),
                new CurrentActor(),
                clock);
        this.unused = new UnusedPolicies(jdbc);
        this.feed = new PolicyFeed(new JdbcTemplate(source), transactions);
        this.lookup = new PolicyLookup(grammar, TlsPolicy.of(Level.MAY), clock);
    }

    public void live(LivePolicies follower) {
        live.add(follower);
    }

    public void onChange(Consumer<PolicyChange> listener) {
        listeners.add(listener);
    }

    public SettableClock clock() {
        return clock;
    }

    public Policies policies() {
        return policies;
    }

    /** One round of what brings rows up to what their entries say already. */
    public void goBack() {
        goingBack.round();
    }

    /** One round of what keeps the lists of unused entries short. */
    public void tidyUnused() {
        unused.round();
    }

    public PolicyFeed feed() {
        return feed;
    }

    public PolicyLookup lookup() {
        return lookup;
    }
}
