/** Who changed what, to be read by programs. */
@NullMarked
package dev.postseal.api.audit;

import org.jspecify.annotations.NullMarked;
