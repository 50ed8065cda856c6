package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.policy.GoldenFile.Line;
import dev.postseal.policy.ParsedPolicy.Accepted;
import dev.postseal.policy.ParsedPolicy.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyGrammarTest {
    private static final String A =
            "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF" + ":00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";
    private static final String B =
            "F0:E1:D2:C3:B4:A5:96:87:78:69:5A:4B:3C:2D:1E:0F" + ":F0:E1:D2:C3:B4:A5:96:87:78:69:5A:4B:3C:2D:1E:0F";

    private final PolicyGrammar grammar = new PolicyGrammar(new KnownFiles());

    static List<Line> lines() {
        return GoldenFile.read("policy-grammar.tsv");
    }

    static Stream<Line> accepted() {
        return lines().stream().filter(line -> !line.column(2).equals("!"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void readsEveryLineOfTheGoldenFile(Line line) {
        switch (parse(line)) {
            case Accepted accepted -> {
                assertThat(accepted.parameters()).isEqualTo(expectedText(line));
                assertThat(accepted.findings()).extracting(Finding::code).isEqualTo(line.codes(3));
            }
            case Refused refused -> {
                assertThat(line.column(2))
                        .as("refused for %s", refused.problems())
                        .isEqualTo("!");
                assertThat(refused.problems()).extracting(Problem::code).isEqualTo(line.codes(3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsItsOwnTextsAsTheSamePolicy(Line line) {
        var first = (Accepted) parse(line);
        String level = first.policy().level().text();

        var stored = (Accepted) grammar.parse(level, first.parameters());
        assertThat(stored.policy()).isEqualTo(first.policy());
        assertThat(stored.parameters()).isEqualTo(first.parameters());
        assertThat(((Accepted) grammar.parseLine(first.line())).policy()).isEqualTo(first.policy());

        var rendered = (Accepted) grammar.parse(level, PolicyGrammar.render(first.policy()));
        assertThat(rendered.policy()).isEqualTo(first.policy());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void storesOneLineThatATableCanHold(Line line) {
        assertThat(((Accepted) parse(line)).line())
                .doesNotContainPattern("[\\p{Cntrl}]")
                .doesNotEndWith(" ");
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv9, TLSv1.2",
        "SSLv4, TLSv1.2",
        "TLSv1.4, TLSv1.2",
        "TLS1.3, TLSv1.3",
        "TLSv1.0, TLSv1.2",
        "TLSv11, TLSv1.2",
        ">=TLSv9, >=TLSv1.2",
        "!SSLv33, !SSLv3"
    })
    void nobodyIsLedToPermitAnOldVersion(String written, String proposed) {
        assertThat(((Refused) grammar.parse("encrypt", "protocols=" + written)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.arguments()).contains(proposed));
    }

    @Test
    void everyCodeIsSeenInTheGoldenFile() {
        Set<String> seen = new HashSet<>();
        lines().forEach(line -> seen.addAll(line.codes(3)));
        Set<String> codes = new HashSet<>();
        Stream.of(ProblemCode.values()).map(ProblemCode::text).forEach(codes::add);
        Stream.of(FindingCode.values()).map(FindingCode::text).forEach(codes::add);
        // Said of other fields than the policy's, of more than one line, or too long for a line.
        codes.removeAll(List.of(
                "parameters.too-long",
                "target.bare-address",
                "text.too-long",
                "text.control-character",
                "expires.past",
                "expires.back",
                "thereafter.no-end",
                "expires.over",
                "import.duplicate",
                "import.target-taken",
                "entry.no-longer-valid"));
        assertThat(codes).isSubsetOf(seen);
    }

    @Test
    void refusesTextsThatAreTooLong() {
        String text = "exclude=" + "A".repeat(PolicyGrammar.MAX_LENGTH);
        for (String level : List.of("none", "may")) {
            assertThat(((Refused) grammar.parse(level, text)).problems())
                    .extracting(Problem::code)
                    .containsExactly("parameters.too-long");
        }
    }

    @Test
    void namesFieldPartAndRemedyOfAProblem() {
        assertThat(((Refused) grammar.parse("dane_only", "")).problems())
                .containsExactly(new Problem("policy", "policy.similar", List.of("dane_only", "dane-only")));
        assertThat(((Refused) grammar.parse("line", "")).problems())
                .as("another word is not a misspelled level, least of all none")
                .extracting(Problem::code)
                .containsExactly("policy.unknown");
        assertThat(((Refused) grammar.parse("may", "protocols=!TLSv1_2")).problems())
                .containsExactly(new Problem("parameters", "protocols.similar", List.of("!TLSv1_2", "!TLSv1.2")));
        assertThat(((Refused) grammar.parse("fingerprint", "match=SHA256:" + A)).problems())
                .containsExactly(new Problem("parameters", "match.fingerprint", List.of("SHA256:" + A, A)));
    }

    @Test
    void permitsWhatOpensslWouldNegotiate() {
        Map.of(
                        "", Set.of(TlsVersion.values()),
                        ">=TLSv1.2", Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
                        ">=0x0304", Set.of(TlsVersion.TLS_1_3),
                        "TLSv1.2", Set.of(TlsVersion.TLS_1_2),
                        "!SSLv2:!SSLv3:!TLSv1:!TLSv1.1", Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
                        "!TLSv1.3", Set.of(TlsVersion.TLS_1_0, TlsVersion.TLS_1_1, TlsVersion.TLS_1_2),
                        "TLSv1:TLSv1.3", Set.of(TlsVersion.TLS_1_0),
                        ">=TLSv1.1:<=TLSv1.2", Set.of(TlsVersion.TLS_1_1, TlsVersion.TLS_1_2))
                .forEach((text, versions) -> assertThat(
                                policy("encrypt", "protocols=" + text).protocols())
                        .isEqualTo(new ProtocolSet(text, versions)));
    }

    @Test
    void fillsThePolicyThatEnforcementUses() {
        TlsPolicy policy = policy(
                "Secure",
                "match=NextHop,.Example.com tafile=/etc/ssl/lab.pem ciphers=HIGH exclude=MD5:RC4 servername=hostname"
                        + " connection_reuse=no connection_reuse=yes enable_rpk=no match=hostname policy_type=STS"
                        + " policy_domain=example.com policy_ttl=60 { policy_string = mode: enforce }"
                        + " mx_host_pattern=*.example.com policy_failure=validation-failure");
        assertThat(policy)
                .isEqualTo(new TlsPolicy(
                        Level.SECURE,
                        null,
                        CipherGrade.HIGH,
                        List.of("MD5", "RC4"),
                        List.of("nexthop", ".example.com", "hostname"),
                        List.of("/etc/ssl/lab.pem"),
                        "hostname",
                        true,
                        false,
                        new PolicyServerAttributes(
                                "sts",
                                "example.com",
                                60,
                                List.of("mode: enforce"),
                                List.of("*.example.com"),
                                "validation-failure")));
    }

    @Test
    void keepsBlanksInNamesAsPostfixDoesSoThatTheyNeverMatch() {
        assertThat(policy("secure", "{ match = hostname : nexthop }").match()).containsExactly("hostname ", " nexthop");
    }

    @Test
    void storedEntriesDoNotDisappearWithTheirFiles() {
        var stored = new PolicyGrammar(TrustAnchorFiles.unchecked());
        assertThat(stored.parse("secure", "tafile=/etc/ssl/missing.pem")).isInstanceOf(Accepted.class);
    }

    private TlsPolicy policy(String level, String parameters) {
        return ((Accepted) grammar.parse(level, parameters)).policy();
    }

    private ParsedPolicy parse(Line line) {
        return grammar.parse(line.column(0), fill(line.column(1)));
    }

    private static String expectedText(Line line) {
        return fill(line.column(line.column(2).equals("=") ? 1 : 2));
    }

    private static String fill(String text) {
        return text.replace("{A}", A).replace("{B}", B);
    }

    /** Files that exist in these tests only. */
    private record KnownFiles() implements TrustAnchorFiles {
        private static final Map<String, State> STATES = Map.of(
                "/etc/ssl/lab.pem", State.USABLE,
                "/etc/ssl/other.pem", State.USABLE,
                "/etc/ssl/with blank.pem", State.USABLE,
                "/etc/ssl/with,comma.pem", State.USABLE,
                "/etc/ssl/missing.pem", State.MISSING,
                "/etc/ssl/key.pem", State.NO_CERTIFICATE);

        @Override
        public State check(String path) {
            return path.startsWith("/") ? STATES.getOrDefault(path, State.OUTSIDE) : State.RELATIVE;
        }

        @Override
        public List<String> directories() {
            return List.of("/etc/ssl");
        }
    }
}
