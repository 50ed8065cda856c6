package dev.postseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeedsSystemPartTest {
    @Test
    void namesWhatIsMissingOnly() {
        assertThat(NeedsSystemPart.Condition.missing("sh", "no-such-program")).containsExactly("no-such-program");
    }

    @Test
    void skipsWithTheReasonOnANewcomersMachine() {
        var result = NeedsSystemPart.Condition.decide(List.of("postmap"), false);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).contains("not installed: postmap");
    }

    @Test
    void failsInCi() {
        assertThatThrownBy(() -> NeedsSystemPart.Condition.decide(List.of("postmap"), true))
                .hasMessageContaining("postmap");
    }
}
