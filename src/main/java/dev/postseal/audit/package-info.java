/** Who changed what, recorded in the same transaction; searched, exported, and taken back. */
@ApplicationModule(allowedDependencies = {"account", "database", "policy", "delivery"})
@NullMarked
package dev.postseal.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
