package dev.postseal.policy;

/**
 * What an entry says from the end of an override on: what it said before that.
 *
 * @param parameters canonical Postfix syntax, valid at this level when it was written
 */
public record Thereafter(Level policy, String parameters, String reason, String owner) {
    /** What Postfix reads: level and parameters. */
    public String line() {
        return policy.line(parameters);
    }

    /** The same as a draft. */
    public ThereafterDraft draft() {
        return new ThereafterDraft(policy.text(), parameters, reason, owner);
    }
}
