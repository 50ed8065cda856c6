/** Whose language a call is answered in, and how times are written. */
@NullMarked
package dev.postseal.api.texts;

import org.jspecify.annotations.NullMarked;
