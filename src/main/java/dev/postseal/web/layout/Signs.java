package dev.postseal.web.layout;

import dev.postseal.policy.Finding;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyEntry;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The signs of all levels, for templates. */
@Component("signs")
public class Signs {
    /** From the weakest to the strongest, as the form lists them. */
    private static final List<LevelSign> ALL = Stream.of(
                    Level.NONE,
                    Level.MAY,
                    Level.ENCRYPT,
                    Level.DANE,
                    Level.VERIFY,
                    Level.FINGERPRINT,
                    Level.SECURE,
                    Level.DANE_ONLY)
            .map(LevelSign::of)
            .toList();

    Signs() {}

    public List<LevelSign> all() {
        return ALL;
    }

    public LevelSign of(Level level) {
        return LevelSign.of(level);
    }

    /** Whether the entry may not do what its author means. */
    public boolean warned(PolicyEntry entry) {
        return entry.findings().stream().anyMatch(finding -> finding.severity() == Finding.Severity.WARNING);
    }
}
