/** The nodes that share the database: each says that it is there, and by which policies it decides. */
@ApplicationModule(allowedDependencies = {"delivery", "lookup", "export", "housekeeping"})
@NullMarked
package dev.postseal.nodes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
