/** What attempts add up to: how well mail was protected, what waits and why. */
@ApplicationModule(allowedDependencies = {"mail", "delivery", "housekeeping"})
@NullMarked
package dev.postseal.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
