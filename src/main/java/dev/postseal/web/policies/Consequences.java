package dev.postseal.web.policies;

import dev.postseal.delivery.Routes;
import dev.postseal.lookup.Following;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.Target;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes.Remark;
import dev.postseal.web.layout.Signs;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an entry does not do, although whoever writes it may count on it. */
@Component("consequences")
class Consequences {
    private final Routes routes;
    private final PolicyLookup lookup;
    private final Signs signs;
    private final Texts texts;
    private final Clock clock;

    Consequences(Routes routes, PolicyLookup lookup, Signs signs, Texts texts, Clock clock) {
        this.clock = clock;
        this.routes = routes;
        this.lookup = lookup;
        this.signs = signs;
        this.texts = texts;
    }

    /** A domain that a route of this node leads elsewhere: our own engine looks up where it leads to. */
    Optional<Remark> ofRoutes(Target target) {
        return asked(target).flatMap(asked -> {
            NextHop routed = routes.of(new EmailAddress("postmaster", asked.text()));
            return routed.equals(asked)
                    ? Optional.empty()
                    : Optional.of(new Remark(texts.of("policy.routed", asked.text(), routed.text()), true));
        });
    }

    /** What applies once the entry has come to its end, in a sentence. */
    public String after(PolicyEntry entry) {
        return text(lookup.after(entry));
    }

    private String text(Following following) {
        return texts.of("following." + following.code(), following.facts().toArray());
    }

    /**
     * What applies once an entry has ended that has nothing to go back to.
     *
     * @param levels of the entry, before and after the change; a warning when what follows is surely less than any
     */
    Remark ofExpiry(Target target, @Nullable Level... levels) {
        Following following = lookup.without(target.text(), clock.instant());
        Level then = level(following);
        String text = text(following);
        boolean weaker = false;
        for (Level level : levels) {
            weaker |= level != null && signs.of(then).sure() < signs.of(level).sure();
        }
        return new Remark(text, weaker);
    }

    /** The same, when a target may not be right yet. */
    String ofEnding(String target) {
        try {
            return ofExpiry(Target.parse(target)).text();
        } catch (SyntaxException e) {
            return "";
        }
    }

    private static Level level(Following following) {
        return switch (following) {
            case Following.Again again -> again.demand().policy();
            case Following.Parent parent -> parent.entry().policy();
            case Following.ByDefault none -> none.policy().level();
        };
    }

    /** For all subdomains, one of them stands for the others. */
    private static Optional<NextHop> asked(Target target) {
        try {
            String text = target.text();
            NextHop asked = NextHop.parse(text.startsWith(".") ? "subdomain" + text : text);
            return asked.hasParents() ? Optional.of(asked) : Optional.empty();
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}
