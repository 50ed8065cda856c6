/**
 * mailcow's API for TLS policy maps, for automation that was written against mailcow: its addresses, bodies, messages and status
 * codes. What Postfix would refuse is refused here although mailcow takes it.
 */
@NullMarked
package dev.postseal.api.mailcow;

import org.jspecify.annotations.NullMarked;
