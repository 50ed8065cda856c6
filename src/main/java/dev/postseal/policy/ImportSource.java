package dev.postseal.policy;

import java.io.IOException;
import java.util.function.Consumer;

/** What is to be imported, entry by entry, so that a million of them never stand in memory together. */
@FunctionalInterface
public interface ImportSource {
    /**
     * Hands over every entry in its order.
     *
     * @throws IOException when reading fails; nothing is imported then
     */
    void forEach(Consumer<ImportLine> consumer) throws IOException;
}
