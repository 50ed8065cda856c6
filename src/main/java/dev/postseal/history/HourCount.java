package dev.postseal.history;

import java.time.Instant;

/**
 * Deliveries of one hour that were alike.
 *
 * @param hour its beginning, in UTC
 * @param level in effect, as Postfix spells it
 * @param version of TLS, as Postfix writes it; empty in the clear
 * @param security what Postfix logs: {@code verified trusted untrusted anonymous}; {@code none} in the clear
 */
public record HourCount(Instant hour, String level, String version, String security, long count) {}
