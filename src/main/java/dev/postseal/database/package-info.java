/** The PostgreSQL that the product runs on: an embedded one or one given, and its notifications. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.postseal.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
