/** Who changed what, written in the same transaction. */
@ApplicationModule(allowedDependencies = {"account", "policy"})
@NullMarked
package dev.postseal.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
