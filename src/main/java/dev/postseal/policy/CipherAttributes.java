package dev.postseal.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code ciphers} and {@code exclude} (tls_misc.c, {@code tls_set_ciphers()}). */
final class CipherAttributes {
    private static final String GRADES = "high medium low export null";

    private CipherAttributes() {}

    /** The grade, or null when there is none of that name. */
    static @Nullable CipherGrade grade(String value, Remarks remarks) {
        CipherGrade grade = Arrays.stream(CipherGrade.values())
                .filter(g -> g.name().equalsIgnoreCase(value))
                .findFirst()
                .orElse(null);
        if (grade == null) {
            remarks.problem(ProblemCode.VALUE__UNKNOWN, AttributeName.CIPHERS.text(), value, GRADES);
            return null;
        }
        switch (grade) {
            case EXPORT, LOW ->
                remarks.finding(FindingCode.CIPHERS__OLD_GRADE, grade.name().toLowerCase(Locale.ROOT));
            case NULL -> remarks.finding(FindingCode.CIPHERS__NULL, value);
            case MEDIUM, HIGH -> {}
        }
        return grade;
    }

    static List<String> exclude(String value, Remarks remarks) {
        List<String> tokens = Lists.split(value, ", :");
        tokens.forEach(token -> token(token, remarks));
        return tokens;
    }

    private static void token(String token, Remarks remarks) {
        if ("!+-@".indexOf(token.charAt(0)) >= 0) {
            remarks.problem(ProblemCode.EXCLUDE__MODIFIER, token, withoutModifiers(token));
        } else if (token.endsWith("+")
                || token.contains("++")
                || !token.chars().allMatch(CipherAttributes::isAllowed)) {
            remarks.problem(ProblemCode.EXCLUDE__TOKEN, token);
        } else if (token.startsWith("TLS_")) {
            remarks.finding(FindingCode.EXCLUDE__TLS13, token);
        }
    }

    private static String withoutModifiers(String token) {
        int start = 0;
        while (start < token.length() && "!+-@".indexOf(token.charAt(start)) >= 0) {
            start++;
        }
        return token.substring(start);
    }

    /** What OpenSSL reads as a cipher name or a sum of groups; anything else makes it reject the whole list. */
    private static boolean isAllowed(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_.=+".indexOf(c) >= 0;
    }
}
