package dev.postseal.api.deliveries;

import dev.postseal.mail.Reason;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why something came out as it did: a stable code, and a text in the reader's language. */
@Schema(name = "Reason")
record ReasonJson(@Schema(example = "tls.not-offered") String code, String text) {
    static @Nullable ReasonJson of(@Nullable Reason reason, Texts texts) {
        return reason == null ? null : new ReasonJson(reason.code(), texts.of(reason));
    }
}
