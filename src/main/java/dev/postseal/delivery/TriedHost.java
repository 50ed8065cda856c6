package dev.postseal.delivery;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One host of an attempt that did not settle it, in the order tried; the last host is in the attempt itself.
 *
 * @param address null when the host name has none
 */
public record TriedHost(String mxHost, @Nullable String address, EnhancedStatus status, Reason reason) {}
