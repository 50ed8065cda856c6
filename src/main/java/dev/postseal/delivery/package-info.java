/** A message leaves: queue, claim, retry plan, MX iteration, one attempt, bounce. */
@ApplicationModule(
        allowedDependencies = {"mail", "lookup", "policy", "enforcement", "dns", "smtp", "database", "threads"})
@NullMarked
package dev.postseal.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
