/** Who changed what, recorded in the same transaction; searched, exported, and taken back. */
@ApplicationModule(allowedDependencies = {"account", "policy", "delivery"})
@NullMarked
package dev.postseal.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
