/** Policies: the list, the form, the switch, removal with undo. */
@NullMarked
package dev.postseal.web.policies;

import org.jspecify.annotations.NullMarked;
