package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AskedEntriesTest {
    private final AskedEntries asked = new AskedEntries();

    @Test
    void eachIsTakenOnceHoweverOftenItWasAskedFor() {
        for (int times = 0; times < 1_000; times++) {
            asked.note(1);
            asked.note(Long.MAX_VALUE);
        }
        assertThat(asked.take()).containsExactlyInAnyOrder(1L, Long.MAX_VALUE);
        assertThat(asked.take()).isEmpty();
        asked.note(1);
        assertThat(asked.take()).containsExactly(1L);
    }

    @Test
    void thoseOfAFewHundredPartnersHaveAPlaceEach() {
        List<Long> partners = LongStream.rangeClosed(1, 400).boxed().toList();
        partners.forEach(asked::note);

        assertThat(asked.take()).containsExactlyInAnyOrderElementsOf(partners);
    }

    @Test
    void ofVeryManyMostAreNotedAndTheRestWhenTheyAreAskedForAgain() {
        LongStream.rangeClosed(1, 1_000_000).forEach(asked::note);

        List<Long> taken = asked.take();
        assertThat(taken)
                .hasSizeBetween(30_000, 1 << 16)
                .doesNotHaveDuplicates()
                .doesNotContain(0L);
        long missed = LongStream.rangeClosed(1, 1_000_000)
                .filter(entry -> !taken.contains(entry))
                .findFirst()
                .orElseThrow();
        asked.note(missed);
        assertThat(asked.take()).containsExactly(missed);
    }
}
