/** What is to be imported: the formats it comes in, and where it lies until it has been read. */
@ApplicationModule(allowedDependencies = {"mail", "policy", "database"})
@NullMarked
package dev.postseal.importing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
