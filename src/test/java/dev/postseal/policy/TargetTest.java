package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.GoldenFile.Line;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    static Stream<Line> accepted() {
        return GoldenFile.read("targets.tsv").stream()
                .filter(line -> !line.column(1).equals("!"));
    }

    static Stream<Line> refused() {
        return GoldenFile.read("targets.tsv").stream()
                .filter(line -> line.column(1).equals("!"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void hasOneCanonicalTextAndAReadableOne(Line line) {
        Target target = Target.parse(line.column(0));
        assertThat(target.text()).isEqualTo(line.column(line.column(1).equals("=") ? 0 : 1));
        assertThat(target.display()).isEqualTo(line.column(2).isEmpty() ? target.text() : line.column(2));
        assertThat(Target.parse(target.text())).isEqualTo(target);
        assertThat(Target.parse(target.display())).isEqualTo(target);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhatIsWrong(Line line) {
        assertThatExceptionOfType(SyntaxException.class)
                .isThrownBy(() -> Target.parse(line.column(0)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(line.column(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example.COM",
                "bücher.example:587",
                "[Mail.example.com]",
                "[mail.example.com]:Submission",
                "[192.0.2.1]:587",
                "[IPv6:2001:DB8::1]",
                "[IPv6:2001:db8::1]:25"
            })
    void isTheTextThatTheNextHopIsLookedUpBy(String text) {
        assertThat(Target.parse(text).text()).isEqualTo(NextHop.parse(text).text());
    }

    @Test
    void remarksOnAnAddressWithoutBrackets() {
        assertThat(Target.parse("192.0.2.1").findings())
                .containsExactly(new Finding(
                        Finding.Severity.WARNING,
                        "target.bare-address",
                        "target",
                        List.of("192.0.2.1", "[192.0.2.1]")));
        assertThat(Target.parse("2001:db8::1").findings().getFirst().arguments())
                .contains("[IPv6:2001:db8::1]");
        assertThat(Target.parse("[192.0.2.1]").findings()).isEmpty();
    }

    @Test
    void suggestsWhatWouldBeRight() {
        assertThat(suggestion("*.example.com")).isEqualTo(".example.com");
        assertThat(suggestion("user@example.com")).isEqualTo("example.com");
        assertThat(suggestion(".example.com:587")).isEqualTo(".example.com");
        assertThat(suggestion("192.0.2.1:587")).isEqualTo("[192.0.2.1]:587");
        assertThat(suggestion("IPv6:2001:db8::1")).isEqualTo("[IPv6:2001:db8::1]");
    }

    @Test
    void refusesTextsThatAreTooLong() {
        assertThatExceptionOfType(SyntaxException.class)
                .isThrownBy(() -> Target.parse("a.".repeat(4000) + "example"))
                .satisfies(e -> assertThat(e.code()).isEqualTo("target.too-long"));
    }

    @Test
    void cannotBeMadeFromATextThatIsNotCanonical() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Target("Example.com"));
    }

    private static String suggestion(String text) {
        try {
            Target.parse(text);
            throw new AssertionError(text + " was accepted");
        } catch (SyntaxException e) {
            return e.arguments().getLast();
        }
    }
}
