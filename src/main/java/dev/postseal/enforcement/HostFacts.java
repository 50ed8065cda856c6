package dev.postseal.enforcement;

import dev.postseal.dns.AddressAnswer;
import dev.postseal.dns.MxAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one host before it is connected to.
 *
 * @param host its name as MX record or next hop had it (before aliases), or an address without brackets
 * @param port that will be connected to
 * @param mx the answer that named the host; null when the next hop itself is the host (brackets, no MX)
 * @param addresses the answer that gave its addresses; null for an address
 */
public record HostFacts(String host, int port, MxAnswer.@Nullable Hosts mx, AddressAnswer.@Nullable Found addresses) {}
