package dev.postseal;

import dev.postseal.mail.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of {@link KnownSettings} as environment variables. Spring reads {@code postseal.data-dir} from
 * {@code POSTSEAL_DATADIR} and from {@code POSTSEAL_DATA_DIR}, and elements of a list from {@code …_0}, {@code …_1}.
 */
final class KnownVariables {
    private static final String PREFIX = "POSTSEAL_";
    /** Of the benchmark and the conformance tests, and of docker-compose.yml; the product may be started with them set. */
    private static final Set<String> OF_TOOLS = Set.of("POSTSEAL_JAVA", "POSTSEAL_DB_PASSWORD");
    /** What Kubernetes tells every container about a service whose name begins with postseal. */
    private static final Pattern OF_SERVICES = Pattern.compile(
            "POSTSEAL_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern ELEMENT = Pattern.compile("(_\\d+)+_?$");

    private KnownVariables() {}

    /**
     * @throws IllegalStateException when the name begins as ours do, and is none
     */
    static void require(String name, String value) {
        String plain = name.toUpperCase(Locale.ROOT).replace('.', '_');
        if (!plain.startsWith(PREFIX)
                || plain.startsWith(spelledOut(KnownSettings.ROUTES) + "_")
                || isKnown(plain)
                || isOfOthers(plain, value)) {
            return;
        }
        throw new IllegalStateException(name + " is not a setting of Postseal"
                + nearest(plain).map(known -> "; did you mean " + known + "?").orElse(""));
    }

    private static boolean isKnown(String plain) {
        String whole = ELEMENT.matcher(plain).replaceFirst("");
        return all().anyMatch(known -> known.equals(whole) || known.equals(whole.replace("-", "")));
    }

    /** The address of a service is told from a number that somebody thought to be a setting. */
    private static boolean isOfOthers(String plain, String value) {
        return OF_TOOLS.contains(plain)
                || OF_SERVICES.matcher(plain).matches()
                || (plain.endsWith("_PORT") && value.contains("://"));
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
