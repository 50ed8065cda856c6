/** Entries: list, read, write. */
@NullMarked
package dev.postseal.api.policies;

import org.jspecify.annotations.NullMarked;
