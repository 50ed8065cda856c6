package dev.postseal.web.policies;

import dev.postseal.delivery.Routes;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an entry does not do, although whoever writes it may count on it. */
@Component
class Consequences {
    private final Shadows shadows;
    private final Routes routes;
    private final PolicyLookup lookup;
    private final Signs signs;
    private final Texts texts;

    Consequences(Shadows shadows, Routes routes, PolicyLookup lookup, Signs signs, Texts texts) {
        this.shadows = shadows;
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

    /**
     * What applies once the entry has expired, which is never what it said before somebody changed it.
     *
     * @param levels of the entry, before and after the change; a warning when what follows is surely less than any
     */
    Remark ofExpiry(Target target, @Nullable Level... levels) {
        Optional<PolicyEntry> parent = shadows.parent(target);
        Level then =
                parent.map(PolicyEntry::policy).orElse(lookup.defaultPolicy().level());
        String text = parent.map(entry -> texts.of("policy.expiresAt.then.parent", entry.displayTarget(), then.text()))
                .orElseGet(() -> texts.of("policy.expiresAt.then.default", then.text()));
        boolean weaker = false;
        for (Level level : levels) {
            weaker |= level != null && signs.of(then).sure() < signs.of(level).sure();
        }
        return new Remark(text, weaker);
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
