package dev.postseal;

import dev.postseal.mail.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of {@link KnownSettings} as environment variables. Spring reads {@code postseal.data-dir} from
 * {@code POSTSEAL_DATADIR} and from {@code POSTSEAL_DATA_DIR}, and elements of a list from {@code …_0}, {@code …_1}. A name
 * that comes near none of them may belong to somebody else, as those that Kubernetes sets for a service called postseal.
 */
final class KnownVariables {
    private static final String PREFIX = "POSTSEAL_";
    private static final Pattern ELEMENT = Pattern.compile("(_\\d+)+_?$");

    private KnownVariables() {}

    /**
     * @throws IllegalStateException when the name is one of ours misspelt
     */
    static void require(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replace('.', '_');
        if (!plain.startsWith(PREFIX)
                || (plain + "_").startsWith(spelledOut(KnownSettings.ROUTES) + "_")
                || isKnown(plain)) {
            return;
        }
        nearest(plain).ifPresent(known -> {
            throw new IllegalStateException(name + " is not a setting of Postseal; did you mean " + known + "?");
        });
    }

    private static boolean isKnown(String plain) {
        String whole = ELEMENT.matcher(plain).replaceFirst("");
        return all().anyMatch(known -> known.equals(whole) || known.equals(whole.replace("-", "")));
    }

    private static Optional<String> nearest(String plain) {
        List<String> ends = all().map(known -> known.substring(PREFIX.length())).toList();
        return Spelling.nearest(plain.substring(PREFIX.length()), ends).map(PREFIX::concat);
    }

    private static Stream<String> all() {
        return KnownSettings.all().flatMap(name -> Stream.of(spelledOut(name), spelledOut(name.replace("-", ""))));
    }

    private static String spelledOut(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
