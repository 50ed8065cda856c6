package dev.postseal.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The acts on many entries by the names they have in addresses, in the API and in texts ({@code bulk.<name>.*}). */
public enum BulkKind {
    ACTIVATE,
    DEACTIVATE,
    EXPIRE,
    ASSIGN,
    DELETE;

    /** Empty when there is none of that name. */
    public static Optional<BulkKind> find(@Nullable String name) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(name)).findFirst();
    }

    /**
     * @param owner for {@link #ASSIGN}
     * @param expiresAt for {@link #EXPIRE}
     */
    public BulkAct with(String owner, @Nullable Instant expiresAt) {
        return switch (this) {
            case ACTIVATE -> new BulkAct.Switch(true);
            case DEACTIVATE -> new BulkAct.Switch(false);
            case EXPIRE -> new BulkAct.Expire(expiresAt);
            case ASSIGN -> new BulkAct.Assign(owner);
            case DELETE -> new BulkAct.Delete();
        };
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
