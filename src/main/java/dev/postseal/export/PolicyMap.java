package dev.postseal.export;

import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.Target;
import java.util.Locale;

/** The one map there is, {@code policy}: answers requests from memory, with what {@link PostfixMap} writes for the entry. */
final class PolicyMap {
    static final String NAME = "policy";

    private static final Answer NO_KEY = new Answer.Refused("a request is the name of the map, a space and the key");
    private static final Answer OTHER_MAP = new Answer.Refused("there is one map here, " + NAME);
    private static final Answer NOT_YET = new Answer.NotYet("policies have not been read yet");

    private final PolicyLookup policies;

    PolicyMap(PolicyLookup policies) {
        this.policies = policies;
    }

    /** The answer to {@code <map> <key>}. */
    Answer answer(String request) {
        int space = request.indexOf(' ');
        if (space < 0) {
            return NO_KEY;
        }
        if (space != NAME.length() || !request.startsWith(NAME)) {
            return OTHER_MAP;
        }
        return policies.revision() < 0 ? NOT_YET : find(request.substring(space + 1));
    }

    private Answer find(String key) {
        LiveEntry entry = policies.exactly(folded(key));
        return entry == null ? new Answer.NotFound(key) : new Answer.Found(entry.id(), entry.line());
    }

    /** Postfix asks with the sender's spelling of the domain: any case, and U-labels when the message is SMTPUTF8. */
    private static String folded(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= 128) {
                return international(key);
            }
        }
        return key.toLowerCase(Locale.ROOT);
    }

    private static String international(String key) {
        try {
            return Target.parse(key).text();
        } catch (SyntaxException e) {
            return key; // Entries have no such targets.
        }
    }
}
