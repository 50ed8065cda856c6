/** Who gets into the API: keys, and the problems they can have. */
@NullMarked
package dev.postseal.api.security;

import org.jspecify.annotations.NullMarked;
