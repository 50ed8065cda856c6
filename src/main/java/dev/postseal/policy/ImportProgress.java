package dev.postseal.policy;

/** Is told how far an import has come, from the thread that imports; must be quick. */
@FunctionalInterface
public interface ImportProgress {
    /** For those who do not want to know. */
    ImportProgress UNWATCHED = (stage, lines) -> {};

    /** The parts of an import, in their order. */
    enum Stage {
        /** Lines are read and checked. */
        READING,
        /** They are compared with each other and with the entries. */
        COMPARING,
        /** Entries are written. */
        WRITING,
        /** They are written; this node takes them into its table. */
        FOLLOWING
    }

    /**
     * @param lines how many have been read so far
     */
    void at(Stage stage, long lines);
}
