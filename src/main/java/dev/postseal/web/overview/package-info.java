/** What needs someone now, and what has been decided. */
@NullMarked
package dev.postseal.web.overview;

import org.jspecify.annotations.NullMarked;
