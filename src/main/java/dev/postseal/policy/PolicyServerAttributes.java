package dev.postseal.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy server such as postfix-tlspol says about the origin of a policy (Postfix 3.10, TLSRPT_README).
 *
 * @param type {@code sts} or {@code no-policy-found}
 * @param mxHostPatterns hosts outside these patterns are skipped when the type is {@code sts}; empty: all are taken
 */
public record PolicyServerAttributes(
        String type,
        @Nullable String domain,
        @Nullable Integer ttl,
        List<String> policyStrings,
        List<String> mxHostPatterns,
        @Nullable String failure) {
    public PolicyServerAttributes {
        policyStrings = List.copyOf(policyStrings);
        mxHostPatterns = List.copyOf(mxHostPatterns);
    }
}
