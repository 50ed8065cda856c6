/** Which policy applies to a next hop, in words. */
@NullMarked
package dev.postseal.api.lookup;

import org.jspecify.annotations.NullMarked;
