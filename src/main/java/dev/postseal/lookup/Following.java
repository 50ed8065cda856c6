package dev.postseal.lookup;

import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.Target;
import dev.postseal.policy.Thereafter;
import dev.postseal.policy.TlsPolicy;
import java.util.List;

/** What applies to a target once the entry for it has come to its end; its texts are {@code following.<code>}. */
public sealed interface Following {
    /** The entry itself goes on with what it said before. */
    record Again(Thereafter demand) implements Following {}

    /** The entry for the target's parent takes over. */
    record Parent(LiveEntry entry) implements Following {}

    /** No entry applies. */
    record ByDefault(TlsPolicy policy) implements Following {}

    default String code() {
        return switch (this) {
            case Again ignored -> "again";
            case Parent ignored -> "parent";
            case ByDefault ignored -> "default";
        };
    }

    /** What the text speaks of. */
    default List<String> facts() {
        return switch (this) {
            case Again again -> List.of(again.demand().line());
            case Parent parent ->
                List.of(
                        new Target(parent.entry().target()).display(),
                        parent.entry().policy().text());
            case ByDefault none -> List.of(none.policy().level().text());
        };
    }
}
