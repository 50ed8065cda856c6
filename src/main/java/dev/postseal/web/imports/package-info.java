/** Importing in the console: choosing a file, looking at what would happen, letting it happen. */
@NullMarked
package dev.postseal.web.imports;

import org.jspecify.annotations.NullMarked;
