/** Signing in to the console by an OpenID Connect provider, where one is configured. */
@NullMarked
package dev.postseal.web.oidc;

import org.jspecify.annotations.NullMarked;
