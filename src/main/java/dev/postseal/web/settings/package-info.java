/** Settings that are changed while the product runs. */
@NullMarked
package dev.postseal.web.settings;

import org.jspecify.annotations.NullMarked;
