/** Which entry decides about a destination, and what it demands. */
@NullMarked
package dev.postseal.web.why;

import org.jspecify.annotations.NullMarked;
