package dev.postseal.policy;

/**
 * A {@link Thereafter} as somebody typed it, not yet checked.
 *
 * @param policy a level's name
 * @param parameters attributes in Postfix's syntax
 */
public record ThereafterDraft(String policy, String parameters, String reason, String owner) {}
