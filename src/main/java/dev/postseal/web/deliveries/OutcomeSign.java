package dev.postseal.web.deliveries;

import org.jspecify.annotations.Nullable;

/**
 * How an outcome looks: green for proven, amber for in the clear, red for what somebody must act on.
 *
 * @param name of its text
 * @param tone {@code good}, {@code amber}, {@code bad}, or empty
 * @param security what can be said about the connection; null: there was none worth speaking of
 */
record OutcomeSign(
        String name, String icon, String tone, @Nullable String security) {
    public String tag() {
        return tone.isEmpty() ? "" : "tag-" + tone;
    }

    public String storySign() {
        return tone.isEmpty() ? "" : "sign-" + tone;
    }
}
