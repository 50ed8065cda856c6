package dev.postseal.policy;

import dev.postseal.mail.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of a policy as Postfix does ({@code mystrtokq()}, {@code extpar()}, {@code split_nameval()}). One
 * thing is added: what follows a comma and cannot be an attribute continues the value before it, because that is what
 * people write and Postfix would reject.
 */
final class AttributeReader {
    private final Remarks remarks;
    private final List<Attribute> attributes = new ArrayList<>();

    /** The attribute that a comma may continue. */
    private @Nullable Attribute open;

    AttributeReader(Remarks remarks) {
        this.remarks = remarks;
    }

    List<Attribute> read(String text) {
        List<AttributeToken> tokens = AttributeToken.split(text);
        for (int i = 0; i < tokens.size(); i++) {
            AttributeToken token = tokens.get(i);
            if (token.isBraced()) {
                braced(token.text());
            } else if (isContinuation(token)) {
                continued(token.text());
            } else if (!hasEquals(token.text()) && startsWithEquals(tokens, i + 1)) {
                i = spacedEquals(tokens, i);
            } else {
                nameAndValue(token.text(), false);
            }
        }
        return attributes;
    }

    private boolean isContinuation(AttributeToken token) {
        return token.afterComma() && open != null && !looksLikeAttribute(token.text());
    }

    /** A name that could be an attribute's, then an equals sign: {@code <=TLSv1.2} is no attribute. */
    private static boolean looksLikeAttribute(String text) {
        int equals = text.indexOf('=');
        for (int i = 0; i < equals; i++) {
            char c = text.charAt(i);
            if (!(c == '_' || c == '-' || Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return equals > 0;
    }

    private void continued(String text) {
        Attribute before = java.util.Objects.requireNonNull(open);
        if (before.name().isList()) {
            attributes.removeLast();
            add(new Attribute(before.name(), before.value() + "," + text, false));
        } else if (before.name() == AttributeName.TAFILE || before.name() == AttributeName.MX_HOST_PATTERN) {
            remarks.problem(ProblemCode.ATTRIBUTE__COMMA, text, Attribute.render(before.name(), text));
        } else {
            noEquals(text);
        }
    }

    private static boolean hasEquals(String text) {
        return text.indexOf('=') >= 0;
    }

    private static boolean startsWithEquals(List<AttributeToken> tokens, int index) {
        return index < tokens.size() && tokens.get(index).text().startsWith("=");
    }

    /** {@code name = value} without braces: one problem instead of one for each of its tokens. */
    private int spacedEquals(List<AttributeToken> tokens, int at) {
        String name = tokens.get(at).text();
        String equals = tokens.get(at + 1).text();
        boolean valueFollows = equals.length() == 1 && at + 2 < tokens.size();
        String value = valueFollows ? tokens.get(at + 2).text() : equals.substring(1);
        String typed = name + " " + equals + (valueFollows ? " " + value : "");
        remarks.problem(ProblemCode.ATTRIBUTE__SPACED_EQUALS, typed, name + "=" + value);
        open = null;
        return at + (valueFollows ? 2 : 1);
    }

    private void braced(String token) {
        open = null;
        int end = endOfBraces(token);
        if (end < 0) {
            remarks.problem(ProblemCode.BRACES__UNCLOSED, token, token + " }");
        } else if (end < token.length() - 1) {
            remarks.problem(
                    ProblemCode.BRACES__JOINED, token, token.substring(0, end + 1) + " " + token.substring(end + 1));
        } else {
            nameAndValue(foldBlanks(token.substring(1, end)), true);
        }
    }

    private static int endOfBraces(String token) {
        int depth = 0;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Line breaks and tabs become spaces, one for one, as {@code normalize_ws()} does. */
    private static String foldBlanks(String text) {
        return text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ').strip();
    }

    private void nameAndValue(String text, boolean braced) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals).strip();
        open = null;
        if (name.isEmpty()) {
            remarks.problem(ProblemCode.ATTRIBUTE__NO_NAME, text);
        } else if (equals < 0 || name.indexOf(' ') >= 0) {
            noEquals(text);
        } else {
            value(text, name, text.substring(equals + 1).strip(), braced);
        }
    }

    private void noEquals(String text) {
        if (text.startsWith("#")) {
            remarks.problem(ProblemCode.ATTRIBUTE__COMMENT, text);
        } else if (text.indexOf('}') >= 0 && text.indexOf('{') < 0) {
            remarks.problem(ProblemCode.BRACES__UNOPENED, text);
        } else {
            remarks.problem(ProblemCode.ATTRIBUTE__NO_EQUALS, text);
        }
    }

    private void value(String typed, String name, String value, boolean braced) {
        Optional<AttributeName> known = AttributeName.find(name);
        if (known.isEmpty()) {
            unknown(name);
        } else if (!hasBalancedBraces(value)) {
            remarks.problem(
                    value.indexOf('{') < 0 ? ProblemCode.BRACES__UNOPENED : ProblemCode.BRACES__UNCLOSED,
                    typed,
                    typed + " }");
        } else if (value.indexOf(';') >= 0 && !known.get().isFreeText()) {
            remarks.problem(
                    ProblemCode.ATTRIBUTE__SEMICOLON,
                    typed,
                    typed.replace(";", " ").strip());
        } else if (value.indexOf('=') >= 0 && !known.get().isFreeText() && holdsAttribute(value)) {
            remarks.problem(ProblemCode.BRACES__TWO_ATTRIBUTES, typed);
        } else {
            add(new Attribute(known.get(), value, braced));
        }
    }

    /** Whether another attribute begins within a value: a blank, a known name, an equals sign. */
    private static boolean holdsAttribute(String value) {
        String[] words = value.substring(0, value.lastIndexOf('=')).strip().split("[ =,]+", -1);
        for (int i = 1; i < words.length; i++) {
            if (AttributeName.find(words[i]).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasBalancedBraces(String value) {
        int depth = 0;
        for (int i = 0; i < value.length() && depth >= 0; i++) {
            char c = value.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return depth == 0;
    }

    private void unknown(String name) {
        Spelling.nearest(name, AttributeName.texts())
                .ifPresentOrElse(
                        meant -> remarks.problem(ProblemCode.ATTRIBUTE__SIMILAR, name, meant),
                        () -> remarks.problem(
                                ProblemCode.ATTRIBUTE__UNKNOWN, name, String.join(", ", AttributeName.texts())));
    }

    private void add(Attribute attribute) {
        attributes.add(attribute);
        open = attribute.braced() ? null : attribute;
    }
}
