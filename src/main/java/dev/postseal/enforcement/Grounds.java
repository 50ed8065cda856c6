package dev.postseal.enforcement;

/**
 * What the verdict on a session rests on. A session counts for another message only while these are equal to what they
 * would be now: then a new handshake with the same server would be judged just so.
 *
 * @param requirement derived from the policy and from DNS: levels, names, TLSA records, pins, SNI, protocols and ciphers
 * @param anchors whose word was taken
 */
public record Grounds(Requirement requirement, Anchors anchors) {}
