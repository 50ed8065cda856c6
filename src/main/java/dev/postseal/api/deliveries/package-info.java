/** The queue and its history. */
@NullMarked
package dev.postseal.api.deliveries;

import org.jspecify.annotations.NullMarked;
