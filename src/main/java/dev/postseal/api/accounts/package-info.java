/** Users and keys, for administrators' programs. */
@NullMarked
package dev.postseal.api.accounts;

import org.jspecify.annotations.NullMarked;
