package dev.postseal.api.lookup;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.api.policies.EntryJson;
import dev.postseal.api.query.QueryParameters;
import dev.postseal.lookup.Decision;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "lookup", description = "Which policy applies")
class LookupCall {
    /** An entry may be changed between the table's answer and the database's. */
    private static final int TRIES = 3;

    private final PolicyLookup lookup;
    private final Policies policies;
    private final Explanation explanation;

    LookupCall(PolicyLookup lookup, Policies policies, Explanation explanation) {
        this.lookup = lookup;
        this.policies = policies;
        this.explanation = explanation;
    }

    @GetMapping(path = "/api/v1/lookup", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "lookup",
            summary = "Which policy applies to a next hop, by Postfix's key rules",
            description = "The answer is that of this node's own table, by which it sends mail.")
    LookupJson decide(
            @Parameter(description = "In Postfix's syntax.", required = true, example = "[mail.example.com]:587")
                    @RequestParam(required = false)
                    @Nullable String nexthop,
            @Parameter(hidden = true) Texts texts) {
        NextHop hop = parse(nexthop);
        Decision decision = lookup.decide(hop);
        LiveEntry live = entry(decision);
        PolicyEntry match = stored(live);
        for (int i = 1; i < TRIES && !isSame(live, match); i++) {
            decision = lookup.decide(hop);
            live = entry(decision);
            match = stored(live);
        }
        return answer(decision, live == null || match == null ? null : asDecided(live, match), texts);
    }

    private @Nullable PolicyEntry stored(@Nullable LiveEntry live) {
        return live == null ? null : policies.find(live.id()).orElse(null);
    }

    private static boolean isSame(@Nullable LiveEntry live, @Nullable PolicyEntry match) {
        return live == null || (match != null && saysSame(live, match));
    }

    /** An entry that has come to its end meanwhile says something else, although nobody has written it. */
    private static boolean saysSame(LiveEntry live, PolicyEntry stored) {
        return live.version() == stored.version()
                && live.policy() == stored.policy()
                && live.parameters().equals(stored.parameters());
    }

    /** What decides about mail is the table's, however the stored entry has changed since. */
    private static PolicyEntry asDecided(LiveEntry live, PolicyEntry stored) {
        return saysSame(live, stored)
                ? stored
                : new PolicyEntry(
                        live.id(),
                        live.target(),
                        live.policy(),
                        live.parameters(),
                        true,
                        stored.reason(),
                        stored.owner(),
                        live.expiresAt(),
                        live.version() == stored.version() ? stored.thereafter() : null,
                        stored.createdAt(),
                        stored.createdBy(),
                        stored.updatedAt(),
                        stored.updatedBy(),
                        live.version(),
                        List.of());
    }

    private LookupJson answer(Decision decision, @Nullable PolicyEntry match, Texts texts) {
        return new LookupJson(
                decision.nextHop().text(),
                decision.keysTried(),
                match == null ? null : EntryJson.of(match, texts),
                entry(decision) == null ? "default" : "entry",
                level(decision),
                parameters(decision),
                explanation.of(decision, texts));
    }

    private static String level(Decision decision) {
        return switch (decision) {
            case Decision.ByEntry found -> found.policy().level().text();
            case Decision.Unusable found -> found.entry().policy().text();
            case Decision.ByDefault none -> none.policy().level().text();
        };
    }

    private static String parameters(Decision decision) {
        return switch (decision) {
            case Decision.ByEntry found -> found.entry().parameters();
            case Decision.Unusable found -> found.entry().parameters();
            case Decision.ByDefault none -> PolicyGrammar.render(none.policy());
        };
    }

    private static @Nullable LiveEntry entry(Decision decision) {
        return switch (decision) {
            case Decision.ByEntry found -> found.entry();
            case Decision.Unusable found -> found.entry();
            case Decision.ByDefault none -> null;
        };
    }

    private static NextHop parse(@Nullable String nexthop) {
        QueryParameters parameters = new QueryParameters();
        String text = parameters.text("nexthop", nexthop);
        parameters.requireValid();
        if (text == null || text.isBlank()) {
            throw ApiException.of(HttpStatus.BAD_REQUEST, FieldError.of("nexthop", "required"));
        }
        try {
            return NextHop.parse(text);
        } catch (SyntaxException e) {
            throw ApiException.of(HttpStatus.BAD_REQUEST, FieldError.ofSyntax("nexthop", e.code(), e.arguments()));
        }
    }
}
