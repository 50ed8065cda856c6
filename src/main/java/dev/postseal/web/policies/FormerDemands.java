package dev.postseal.web.policies;

import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyValidation;
import dev.postseal.policy.Thereafter;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what an entry could go back to when the end that somebody sets has come. */
@Component
class FormerDemands {
    private static final String BACK = "back";
    private static final String END = "end";

    private final Policies policies;

    FormerDemands(Policies policies) {
        this.policies = policies;
    }

    /** The draft, with what is to apply after its end. */
    PolicyDraft complete(PolicyForm form, PolicyDraft draft) {
        return of(form).map(afterwards -> afterwards.into(draft)).orElse(draft);
    }

    /** Empty when there is nothing to choose: no end, no entry yet, or no other demand than before. */
    Optional<Afterwards> of(PolicyForm form) {
        Long id = form.getId();
        return id == null || form.getExpiresAt().isBlank()
                ? Optional.empty()
                : policies.find(id).flatMap(entry -> of(form, entry));
    }

    private Optional<Afterwards> of(PolicyForm form, PolicyEntry entry) {
        Thereafter stored = entry.thereafter();
        if (stored != null) {
            return Optional.of(new Afterwards(stored, true, !form.getThen().equals(END)));
        }
        if (demandsTheSame(form, entry)) {
            return Optional.empty();
        }
        var former = new Thereafter(entry.policy(), entry.parameters(), entry.reason(), entry.owner());
        // What was to end anyway does not become lasting because somebody changed it meanwhile.
        boolean lasting = entry.expiresAt() == null;
        boolean back = lasting ? !form.getThen().equals(END) : form.getThen().equals(BACK);
        return Optional.of(new Afterwards(former, false, back));
    }

    private boolean demandsTheSame(PolicyForm form, PolicyEntry entry) {
        PolicyDraft typed = form.draftWithoutExpiry();
        return policies.validate(typed) instanceof PolicyValidation.Valid valid
                ? valid.policy().level() == entry.policy() && valid.parameters().equals(entry.parameters())
                : typed.policy().equals(entry.policy().text())
                        && typed.parameters().strip().equals(entry.parameters());
    }
}
