package dev.postseal.importing;

import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.ImportLine;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.Problem;
import dev.postseal.policy.SaidLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One entry of mailcow, gathered member by member; what does not decide anything is passed by. */
final class MailcowEntry {
    private static final Set<String> KNOWN = Set.of("dest", "policy", "parameters", "active", "active_int");

    private final Map<String, String> members = new HashMap<>();
    private boolean anyMember;
    private @Nullable String unreadable;

    /**
     * @param json at the member's value, and at its end afterwards
     */
    void member(String name, JsonParser json) {
        boolean known = KNOWN.contains(name);
        // A single entry has a member "0": null behind it.
        anyMember |= json.currentToken() != JsonToken.VALUE_NULL;
        if (json.currentToken().isStructStart()) {
            json.skipChildren();
            unreadable = known ? name : unreadable;
        } else if (known && json.currentToken() != JsonToken.VALUE_NULL) {
            members.put(name, json.getString());
        }
    }

    boolean hasMembers() {
        return anyMember;
    }

    ImportLine line(long number) {
        try {
            return new ImportLine.Entry(number, draft());
        } catch (SyntaxException e) {
            return new ImportLine.Unreadable(number, said(), Problem.of(unreadable == null ? "line" : unreadable, e));
        }
    }

    private SaidLine said() {
        return new SaidLine(
                members.get("dest"), members.getOrDefault("policy", "") + " " + members.getOrDefault("parameters", ""));
    }

    private PolicyDraft draft() {
        if (unreadable != null) {
            throw new SyntaxException("import.member", unreadable);
        }
        if (!members.containsKey("dest")) {
            throw new SyntaxException("import.no-dest");
        }
        return new PolicyDraft(
                members.getOrDefault("dest", ""),
                members.getOrDefault("policy", ""),
                members.getOrDefault("parameters", ""),
                active(),
                "",
                "",
                null);
    }

    /** Older versions say it in words of the reader's language, and as a number beside that. */
    private boolean active() {
        String said = members.getOrDefault("active_int", members.getOrDefault("active", "1"));
        return switch (said) {
            case "1", "true" -> true;
            case "0", "false", "" -> false;
            default -> throw new SyntaxException("import.active", said);
        };
    }
}
