package dev.postseal.policy;

import java.util.List;

/**
 * Why a draft is refused.
 *
 * @param field the field of the entry that breaks the rule, as the API names it
 * @param code stable; its text is {@code problem.<code>} in the message bundles
 * @param arguments the offending part first, then what would be right
 */
public record Problem(String field, String code, List<String> arguments) {
    public Problem {
        arguments = List.copyOf(arguments);
    }
}
