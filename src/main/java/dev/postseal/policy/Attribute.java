package dev.postseal.policy;

/**
 * A name with its value, not yet judged.
 *
 * @param value without surrounding blanks and braces; commas in it are as typed
 * @param braced whether it was written {@code { name = value }}
 */
record Attribute(AttributeName name, String value, boolean braced) {
    /** As Postfix reads it back: in braces only where the value would otherwise fall apart. */
    static String render(AttributeName name, String value) {
        return needsBraces(value) ? "{ " + name.text() + " = " + value + " }" : name.text() + "=" + value;
    }

    private static boolean needsBraces(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || AttributeToken.isBlank(c)) {
                return true;
            }
        }
        return false;
    }
}
