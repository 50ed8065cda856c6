package dev.postseal.inbound;

import dev.postseal.delivery.Accepted;
import dev.postseal.delivery.IncomingMessage;
import dev.postseal.delivery.Queue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes every message and remembers what was in it; the real queue has tests of its own. */
final class RecordingQueue implements Queue {
    record Taken(IncomingMessage envelope, String content) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    volatile @Nullable RuntimeException refusal;

    @Override
    public Accepted accept(IncomingMessage message) throws IOException {
        RuntimeException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        String content = new String(message.content().readAllBytes(), StandardCharsets.UTF_8);
        taken.add(new Taken(message, content));
        return new Accepted("id" + taken.size(), List.of());
    }
}
