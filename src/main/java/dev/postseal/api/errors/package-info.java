/** Every failure of a call as a problem (RFC 9457). */
@NullMarked
package dev.postseal.api.errors;

import org.jspecify.annotations.NullMarked;
