/** What readers see in words, from the message bundles, in a reader's language. */
@ApplicationModule(allowedDependencies = {"mail", "policy"})
@NullMarked
package dev.postseal.texts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
