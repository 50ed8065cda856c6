package dev.postseal.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those attributes of a policy that a form has fields for, as texts of such fields. The text of the parameters remains the
 * truth: fields are read from it by the grammar's own reader, and a change of a field rewrites only its own attribute there.
 *
 * @param minimum the oldest TLS version permitted, where {@code protocols} says that and nothing else; empty: not given;
 *     {@value #OTHERWISE}: something that no field can say
 * @param ciphers the grade; empty: not given
 * @param match names at verify and secure, fingerprints at fingerprint, one a line
 * @param anchors paths, one a line
 * @param servername empty: not given
 */
public record ParameterFields(String minimum, String ciphers, String match, String anchors, String servername) {
    public static final String OTHERWISE = "otherwise";

    /** Blanks, commas and bars; a colon belongs to a fingerprint. */
    private static final String SEPARATED = "[\\s,|]+";

    public static ParameterFields of(@Nullable Level level, String parameters) {
        List<Attribute> attributes = new AttributeReader(new Remarks()).read(parameters);
        return new ParameterFields(
                minimum(values(attributes, AttributeName.PROTOCOLS)),
                String.join(" ", values(attributes, AttributeName.CIPHERS)).toLowerCase(Locale.ROOT),
                lines(values(attributes, AttributeName.MATCH), level == Level.FINGERPRINT ? "|," : ":,"),
                String.join("\n", values(attributes, AttributeName.TAFILE)),
                String.join(" ", values(attributes, AttributeName.SERVERNAME)));
    }

    /** The parameters with what differs here from the fields they gave; all else stays in its place, as it was typed. */
    public String into(@Nullable Level level, String parameters) {
        ParameterFields before = of(level, parameters);
        String text = parameters;
        if (!minimum.equals(before.minimum) && !minimum.equals(OTHERWISE)) {
            text = with(text, AttributeName.PROTOCOLS, minimum.isBlank() ? List.of() : List.of(">=" + minimum.strip()));
        }
        if (!ciphers.equals(before.ciphers)) {
            text = with(text, AttributeName.CIPHERS, pieces(ciphers, "\\s+"));
        }
        if (!pieces(match, SEPARATED).equals(pieces(before.match, SEPARATED))) {
            List<String> values = pieces(match, SEPARATED);
            String joined = String.join(level == Level.FINGERPRINT ? "|" : ":", values);
            text = with(text, AttributeName.MATCH, values.isEmpty() ? List.of() : List.of(joined));
        }
        if (!pieces(anchors, "\\R").equals(pieces(before.anchors, "\\R"))) {
            text = with(text, AttributeName.TAFILE, pieces(anchors, "\\R"));
        }
        if (!servername.strip().equals(before.servername)) {
            text = with(text, AttributeName.SERVERNAME, pieces(servername, "\\R"));
        }
        return text;
    }

    /** The parameters without an attribute, and all else as it is. */
    public static String without(String attribute, String parameters) {
        return AttributeName.find(attribute)
                .map(name -> with(parameters, name, List.of()))
                .orElse(parameters);
    }

    private static List<String> values(List<Attribute> attributes, AttributeName name) {
        return attributes.stream()
                .filter(attribute -> attribute.name() == name)
                .map(Attribute::value)
                .toList();
    }

    private static String minimum(List<String> values) {
        if (values.isEmpty()) {
            return "";
        }
        ProtocolSet set = values.size() == 1 ? ProtocolList.read(values.getFirst(), new Remarks()) : null;
        Set<TlsVersion> permitted = set == null ? Set.of() : set.permitted();
        List<TlsVersion> oldestFirst = permitted.stream().sorted().toList();
        boolean open = permitted.contains(TlsVersion.TLS_1_3);
        return open ? oldestFirst.getFirst().text() : OTHERWISE;
    }

    private static String lines(List<String> values, String separators) {
        List<String> pieces = new ArrayList<>();
        values.forEach(value -> Lists.split(value, separators + " ").forEach(pieces::add));
        return String.join("\n", pieces);
    }

    private static List<String> pieces(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    /** The text with these values of one attribute in place of those it has, and everything else as it is. */
    private static String with(String text, AttributeName name, List<String> values) {
        var result = new StringBuilder();
        var rendered = String.join(
                " ", values.stream().map(value -> Attribute.render(name, value)).toList());
        boolean placed = false;
        boolean dropping = false;
        int end = 0;
        for (AttributeToken token : AttributeToken.split(text)) {
            boolean continues = token.afterComma() && dropping && nameOf(token) == null;
            dropping = continues || nameOf(token) == name;
            if (!dropping) {
                result.append(text, end, token.end());
            } else if (!placed) {
                result.append(rendered.isEmpty() ? "" : text.substring(end, token.start()) + rendered);
                placed = true;
            }
            end = token.end();
        }
        return (placed ? result.toString() : result + " " + rendered).strip();
    }

    private static @Nullable AttributeName nameOf(AttributeToken token) {
        String text = token.isBraced() ? token.text().substring(1) : token.text();
        int equals = text.indexOf('=');
        return equals < 0
                ? null
                : AttributeName.find(text.substring(0, equals).strip()).orElse(null);
    }
}
