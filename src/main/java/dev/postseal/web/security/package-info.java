/** Who gets into the console, and what browsers are told to forbid. */
@NullMarked
package dev.postseal.web.security;

import org.jspecify.annotations.NullMarked;
