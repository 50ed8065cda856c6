package dev.postseal.policy;

import dev.postseal.mail.NextHop;

/** What Postfix looks up. */
public record Target(String text) {
    public static Target parse(String text) {
        String stripped = text.strip();
        return stripped.startsWith(".")
                ? new Target("." + NextHop.parse(stripped.substring(1)).text())
                : new Target(NextHop.parse(stripped).text());
    }

    public static String display(String canonical) {
        return canonical;
    }
}
