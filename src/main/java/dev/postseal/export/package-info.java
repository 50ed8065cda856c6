/** The entries as Postfix reads them. */
@ApplicationModule(allowedDependencies = {"mail", "policy", "lookup", "database", "housekeeping"})
@NullMarked
package dev.postseal.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
