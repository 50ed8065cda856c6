package dev.postseal.explanation;

/**
 * One sentence of an explanation, in the reader's language.
 *
 * @param code stable key of what is said: {@code dns.mx-secure}, {@code remedy.tls.expired}
 */
public record Sentence(Topic topic, String code, String text) {}
