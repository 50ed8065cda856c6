/** Who changed what: the list, one change, taking it back. */
@NullMarked
package dev.postseal.web.audit;

import org.jspecify.annotations.NullMarked;
