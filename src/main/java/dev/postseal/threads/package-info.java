/** Threads of the system, and what is said when it has no more of them. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.postseal.threads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
