package dev.postseal.policy;

import dev.postseal.mail.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The grammar of policies: text to {@link TlsPolicy} and back, as Postfix 3.10 parses the right-hand side of
 * smtp_tls_policy_maps. It is stricter in one way: what Postfix would accept and then fail on at delivery, which at
 * {@code may} ends in plaintext, is refused. It is more lenient in one: a comma within a list is understood. It does NOT
 * decide what a policy means for a handshake. Immutable; may be shared by threads.
 */
public final class PolicyGrammar {
    /** More characters than this are refused, as in a request to the socketmap. */
    public static final int MAX_LENGTH = 10_000;

    private static final String POLICY = "policy";
    private static final String PARAMETERS = "parameters";
    private static final List<String> LEVELS =
            Arrays.stream(Level.values()).map(Level::text).toList();

    private final TrustAnchorFiles files;

    /**
     * @param files judges {@code tafile}; {@link TrustAnchorFiles#unchecked()} for entries already stored
     */
    public PolicyGrammar(TrustAnchorFiles files) {
        this.files = files;
    }

    /** Reads a policy from the two fields of an entry. Never throws. */
    public ParsedPolicy parse(String level, String parameters) {
        String levelText = level.strip();
        Optional<Level> known = Level.find(levelText);
        List<Problem> unreadable = PlainText.problems(parameters);
        if (known.isEmpty()) {
            return new ParsedPolicy.Refused(List.of(unknownLevel(levelText)));
        }
        if (!unreadable.isEmpty()) {
            return new ParsedPolicy.Refused(unreadable);
        }
        return known.get() == Level.NONE ? none(parameters) : attributes(known.get(), parameters);
    }

    /** Reads the right-hand side of a line in a Postfix table: level and attributes in one text. Never throws. */
    public ParsedPolicy parseLine(String line) {
        List<Problem> unreadable = PlainText.problems(line);
        if (!unreadable.isEmpty()) {
            return new ParsedPolicy.Refused(unreadable);
        }
        List<AttributeToken> tokens = AttributeToken.split(line);
        if (tokens.isEmpty()) {
            return parse("", "");
        }
        AttributeToken level = tokens.getFirst();
        return parse(level.text(), line.substring(level.end()));
    }

    /**
     * The attributes of a policy as Postfix reads them, always in the same order; empty at {@link Level#NONE}. Parsing
     * the result at the policy's level gives an equal policy.
     */
    public static String render(TlsPolicy policy) {
        return PolicyRenderer.render(policy);
    }

    /** Nothing that stands behind {@code none} has an effect, in Postfix neither; it is kept so that nothing typed is lost. */
    private static ParsedPolicy none(String parameters) {
        String kept = PlainText.fold(parameters);
        return new ParsedPolicy.Accepted(
                TlsPolicy.of(Level.NONE),
                kept,
                kept.isEmpty() ? List.of() : List.of(Finding.of(PARAMETERS, FindingCode.ATTRIBUTES__IGNORED, kept)));
    }

    private ParsedPolicy attributes(Level level, String parameters) {
        var remarks = new Remarks();
        var reader = new PolicyReader(level, files, remarks);
        reader.read(new AttributeReader(remarks).read(parameters));
        return remarks.problems().isEmpty()
                ? new ParsedPolicy.Accepted(reader.policy(), reader.text(), remarks.findings())
                : new ParsedPolicy.Refused(remarks.problems());
    }

    private static Problem unknownLevel(String text) {
        if (text.isEmpty()) {
            return Problem.of(POLICY, ProblemCode.POLICY__MISSING, "", String.join(", ", LEVELS));
        }
        List<AttributeToken> tokens = AttributeToken.split(text);
        if (tokens.size() > 1 && Level.find(tokens.getFirst().text()).isPresent()) {
            AttributeToken level = tokens.getFirst();
            return Problem.of(
                    POLICY,
                    ProblemCode.POLICY__ATTRIBUTES,
                    text.substring(level.end()).strip(),
                    level.text().toLowerCase(Locale.ROOT));
        }
        return Spelling.nearest(text, LEVELS)
                .map(meant -> Problem.of(POLICY, ProblemCode.POLICY__SIMILAR, text, meant))
                .orElseGet(() -> Problem.of(POLICY, ProblemCode.POLICY__UNKNOWN, text, String.join(", ", LEVELS)));
    }
}
