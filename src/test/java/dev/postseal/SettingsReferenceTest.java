package dev.postseal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/settings.md lists is what there is. */
class SettingsReferenceTest {
    /** Its tables have a row for each, the name in front. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(postseal\\.[^`]+)` \\| \\S.* \\| \\S.* \\|$");

    @Test
    void theReferenceHasEverySettingAndNoOther() throws IOException {
        assertThat(listed())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(KnownSettings.all(), Stream.of(KnownSettings.ROUTES + ".<domain>"))
                                .toList());
    }

    private static List<String> listed() throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs/settings.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }
}
