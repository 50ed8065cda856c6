package dev.postseal.lookup;

import dev.postseal.mail.NextHop;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.Problem;
import dev.postseal.policy.TlsPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which policy applies to a next hop, and why. */
public sealed interface Decision {
    /** For whom the decision was made. */
    NextHop nextHop();

    /** The keys asked, the last one being that of the entry when there is one. */
    List<String> keysTried();

    /** The revision of the table asked. */
    long revision();

    /** The entry that applies; null: none does. */
    @Nullable LiveEntry entry();

    /** An entry applies. */
    record ByEntry(NextHop nextHop, List<String> keysTried, long revision, LiveEntry entry, TlsPolicy policy)
            implements Decision {}

    /** No entry applies: the default policy does. */
    record ByDefault(NextHop nextHop, List<String> keysTried, long revision, TlsPolicy policy) implements Decision {
        @Override
        public @Nullable LiveEntry entry() {
            return null;
        }
    }

    /** An entry applies but cannot be understood: mail must wait, never go out under something weaker. */
    record Unusable(NextHop nextHop, List<String> keysTried, long revision, LiveEntry entry, List<Problem> problems)
            implements Decision {}

    /** Whether both demand the same for the same reason; the revision may differ. */
    default boolean agreesWith(Decision other) {
        return switch (this) {
            case ByEntry mine -> other instanceof ByEntry theirs && mine.entry.equals(theirs.entry);
            case ByDefault mine -> other instanceof ByDefault theirs && mine.policy.equals(theirs.policy);
            case Unusable mine -> other instanceof Unusable theirs && mine.entry.equals(theirs.entry);
        };
    }
}
