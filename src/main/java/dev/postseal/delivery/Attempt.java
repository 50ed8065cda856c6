package dev.postseal.delivery;

/**
 * One attempt as it was stored.
 *
 * @param number 1 for the first
 * @param node that made it
 */
public record Attempt(int number, String node, AttemptRecord record) {}
