/** How Postfix is made to use what is decided here, and whether it does. */
@NullMarked
package dev.postseal.web.connect;

import org.jspecify.annotations.NullMarked;
