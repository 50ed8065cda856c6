package dev.postseal.web.policies;

import dev.postseal.policy.BulkAct;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The acts on many entries as addresses and texts name them: {@code bulk.<name>.*}. */
enum BulkKind {
    ACTIVATE,
    DEACTIVATE,
    EXPIRE,
    ASSIGN,
    DELETE;

    static Optional<BulkKind> find(@Nullable String name) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(name)).findFirst();
    }

    /**
     * @param owner for {@link #ASSIGN}
     * @param expiresAt for {@link #EXPIRE}
     */
    BulkAct with(String owner, @Nullable Instant expiresAt) {
        return switch (this) {
            case ACTIVATE -> new BulkAct.Switch(true);
            case DEACTIVATE -> new BulkAct.Switch(false);
            case EXPIRE -> new BulkAct.Expire(expiresAt);
            case ASSIGN -> new BulkAct.Assign(owner);
            case DELETE -> new BulkAct.Delete();
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
