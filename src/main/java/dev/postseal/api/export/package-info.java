/** The entries as a Postfix map. */
@NullMarked
package dev.postseal.api.export;

import org.jspecify.annotations.NullMarked;
