/** What a node does again and again, on threads of their own. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.postseal.housekeeping;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
