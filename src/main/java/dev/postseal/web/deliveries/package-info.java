/** Deliveries: the list, and one delivery told as a story. */
@NullMarked
package dev.postseal.web.deliveries;

import org.jspecify.annotations.NullMarked;
