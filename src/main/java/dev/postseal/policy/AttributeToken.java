package dev.postseal.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * One token of a policy, cut as Postfix's {@code mystrtokq()} cuts it: white space and commas separate, except within
 * braces.
 *
 * @param afterComma whether a comma stood between this token and the one before
 * @param start where the token begins
 * @param end where the token ends, exclusive
 */
record AttributeToken(String text, boolean afterComma, int start, int end) {
    static List<AttributeToken> split(String text) {
        var tokens = new ArrayList<AttributeToken>();
        int at = 0;
        while (true) {
            int start = skipSeparators(text, at);
            if (start == text.length()) {
                return tokens;
            }
            int end = endOfToken(text, start);
            boolean comma = !tokens.isEmpty() && text.substring(at, start).indexOf(',') >= 0;
            tokens.add(new AttributeToken(text.substring(start, end), comma, start, end));
            at = end;
        }
    }

    boolean isBraced() {
        return text.charAt(0) == '{';
    }

    private static int skipSeparators(String text, int from) {
        int at = from;
        while (at < text.length() && isSeparator(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfToken(String text, int start) {
        int depth = 0;
        int at = start;
        while (at < text.length() && !(depth == 0 && isSeparator(text.charAt(at)))) {
            if (text.charAt(at) == '{') {
                depth++;
            } else if (text.charAt(at) == '}' && depth > 0) {
                depth--;
            }
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || isBlank(c);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
