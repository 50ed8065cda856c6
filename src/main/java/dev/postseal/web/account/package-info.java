/** Signing in, and one's own password. */
@NullMarked
package dev.postseal.web.account;

import org.jspecify.annotations.NullMarked;
