/** The in-memory table and the key rules of Postfix: which entry applies to a next hop, and which keys were tried. */
@ApplicationModule(allowedDependencies = {"mail", "policy", "database"})
@NullMarked
package dev.postseal.lookup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
