package dev.postseal.web.audit;

/**
 * A field that a change touched.
 *
 * @param field its text is {@code audit.field.<field>}
 * @param before as it is shown; empty: it had no value
 * @param after as it is shown; empty: it has none
 * @param exact whether the values are to be read letter by letter
 */
record Difference(String field, String before, String after, boolean exact) {}
