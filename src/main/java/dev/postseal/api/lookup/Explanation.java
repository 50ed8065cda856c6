package dev.postseal.api.lookup;

import dev.postseal.api.texts.Times;
import dev.postseal.lookup.Decision;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.texts.Texts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in sentences how a decision came about, also which entries exist for a key but do not count. */
@Component
class Explanation {
    private static final String LOOKUP = "api.lookup";

    private final Policies policies;
    private final Clock clock;

    Explanation(Policies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    List<String> of(Decision decision, Texts texts) {
        List<String> sentences = new ArrayList<>();
        sentences.add(keys(decision, texts));
        passedOver(decision).stream().map(entry -> whyNot(entry, texts)).forEach(sentences::add);
        switch (decision) {
            case Decision.ByEntry found ->
                sentences.add(texts.coded(
                        LOOKUP,
                        "entry",
                        List.of(
                                found.entry().target(),
                                String.valueOf(found.entry().id()),
                                found.entry().policy().text())));
            case Decision.Unusable found -> {
                sentences.add(texts.coded(
                        LOOKUP,
                        "unusable",
                        List.of(
                                found.entry().target(),
                                String.valueOf(found.entry().id()))));
                found.problems().forEach(problem -> sentences.add(texts.of(problem)));
            }
            case Decision.ByDefault none ->
                sentences.add(texts.coded(
                        LOOKUP, "default", List.of(none.policy().level().text())));
        }
        return sentences;
    }

    private static String keys(Decision decision, Texts texts) {
        String asked = String.join(", ", decision.keysTried());
        return texts.coded(LOOKUP, decision.nextHop().hasParents() ? "keys" : "exact", List.of(asked));
    }

    /** Entries of the keys tried that do not exist for lookups. */
    private List<PolicyEntry> passedOver(Decision decision) {
        String matched = matched(decision);
        return decision.keysTried().stream()
                .filter(key -> !key.equals(matched))
                .map(this::find)
                .flatMap(Optional::stream)
                .filter(entry -> !entry.active() || entry.isExpired(clock.instant()))
                .toList();
    }

    private static @Nullable String matched(Decision decision) {
        return switch (decision) {
            case Decision.ByEntry found -> found.entry().target();
            case Decision.Unusable found -> found.entry().target();
            case Decision.ByDefault none -> null;
        };
    }

    /** Keys such as {@code .com} need not be targets that anyone may write. */
    private Optional<PolicyEntry> find(String key) {
        try {
            return policies.findByTarget(key);
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    private static String whyNot(PolicyEntry entry, Texts texts) {
        String id = String.valueOf(entry.id());
        Instant expiresAt = entry.expiresAt();
        return !entry.active() || expiresAt == null
                ? texts.coded(LOOKUP, "inactive", List.of(entry.target(), id))
                : texts.coded(LOOKUP, "expired", List.of(entry.target(), id, Times.text(expiresAt)));
    }
}
