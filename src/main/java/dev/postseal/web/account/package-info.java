/** Signing in, and one's own account: password, second factor, sessions. */
@NullMarked
package dev.postseal.web.account;

import org.jspecify.annotations.NullMarked;
