package dev.postseal.web.why;

import dev.postseal.lookup.Decision;
import dev.postseal.lookup.LookupKeys;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Signs;
import dev.postseal.web.why.Answer.Key;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the table by which this node sends mail, and tells what it decided and why. */
@Component
class Answers {
    private final PolicyLookup lookup;
    private final Policies policies;
    private final Demands demands;
    private final Texts texts;
    private final Signs signs;
    private final Clock clock;

    Answers(PolicyLookup lookup, Policies policies, Demands demands, Texts texts, Signs signs, Clock clock) {
        this.lookup = lookup;
        this.policies = policies;
        this.demands = demands;
        this.texts = texts;
        this.signs = signs;
        this.clock = clock;
    }

    /** One answer when Postfix and our engine look up the same, otherwise one for each. */
    List<Answer> about(Destination destination) {
        if (destination.delivery()) {
            return List.of(ofEngine(destination));
        }
        return destination.isRouted()
                ? List.of(ofEngine(destination), answer("postfix", destination.asked(), null))
                : List.of(answer("both", destination.asked(), null));
    }

    private Answer ofEngine(Destination destination) {
        LiveEntry passedBy = lookup.passedBy(destination.asked(), destination.routed());
        return answer(
                "engine",
                destination.routed(),
                passedBy == null ? null : policies.find(passedBy.id()).orElse(null));
    }

    private Answer answer(String who, NextHop nextHop, @Nullable PolicyEntry passedBy) {
        return switch (lookup.decide(nextHop)) {
            case Decision.ByEntry found ->
                matched(who, found, found.entry(), passedBy, List.of(), demands.of(found.policy(), nextHop));
            case Decision.Unusable found ->
                matched(
                        who,
                        found,
                        found.entry(),
                        passedBy,
                        found.problems().stream().map(texts::of).toList(),
                        List.of());
            case Decision.ByDefault none -> byDefault(who, none, passedBy, none.policy());
        };
    }

    private Answer matched(
            String who,
            Decision decision,
            LiveEntry live,
            @Nullable PolicyEntry passedBy,
            List<String> problems,
            List<String> sentences) {
        String line = (live.policy().text() + " " + live.parameters()).strip();
        return new Answer(
                who,
                decision.nextHop().text(),
                !decision.nextHop().hasParents(),
                keys(decision, live),
                true,
                policies.find(live.id()).orElse(null),
                passedBy,
                signs.of(live.policy()),
                line,
                problems,
                sentences);
    }

    private Answer byDefault(String who, Decision decision, @Nullable PolicyEntry passedBy, TlsPolicy policy) {
        String line = (policy.level().text() + " " + PolicyGrammar.render(policy)).strip();
        return new Answer(
                who,
                decision.nextHop().text(),
                !decision.nextHop().hasParents(),
                keys(decision, null),
                false,
                null,
                passedBy,
                signs.of(policy.level()),
                line,
                List.of(),
                demands.of(policy, decision.nextHop()));
    }

    private List<Key> keys(Decision decision, @Nullable LiveEntry live) {
        int asked = decision.keysTried().size();
        List<String> all = LookupKeys.of(decision.nextHop());
        return all.stream()
                .map(key -> key(key, live, all.indexOf(key) >= asked))
                .toList();
    }

    private Key key(String key, @Nullable LiveEntry live, boolean later) {
        PolicyEntry stored = find(key).orElse(null);
        boolean applies = live != null && live.target().equals(key);
        return new Key(key, applies ? "applies" : standing(stored, later), stored);
    }

    private String standing(@Nullable PolicyEntry stored, boolean later) {
        if (stored == null) {
            return "nothing";
        }
        if (!stored.active()) {
            return "inactive";
        }
        if (stored.isExpired(clock.instant())) {
            return "expired";
        }
        return later ? "later" : "nothing";
    }

    /** Keys such as {@code .com} need not be targets that anyone may write. */
    private Optional<PolicyEntry> find(String key) {
        try {
            return policies.findByTarget(key);
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}
