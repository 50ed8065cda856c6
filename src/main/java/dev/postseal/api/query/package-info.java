/** Query parameters, checked all at once. */
@NullMarked
package dev.postseal.api.query;

import org.jspecify.annotations.NullMarked;
