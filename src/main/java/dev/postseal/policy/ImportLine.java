package dev.postseal.policy;

/** One entry of what is to be imported, as the reader of its format found it. */
public sealed interface ImportLine {
    /** Where it begins: the line of a text, from 1, or the number of the entry in JSON, from 1. */
    long number();

    /** An entry, still to be checked. */
    record Entry(long number, PolicyDraft draft) implements ImportLine {}

    /** Nothing that could be an entry. */
    record Unreadable(long number, SaidLine said, Problem problem) implements ImportLine {}
}
