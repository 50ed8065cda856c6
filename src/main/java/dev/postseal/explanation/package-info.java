/** Attempts in words: what was demanded and why, what was found, what failed and what would mend it. */
@ApplicationModule(allowedDependencies = {"mail", "delivery", "texts"})
@NullMarked
package dev.postseal.explanation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
