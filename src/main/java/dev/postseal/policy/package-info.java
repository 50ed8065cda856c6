/** What has been decided, for whom: entries, levels, the parameter grammar (parse and render), findings, writes. */
@ApplicationModule(allowedDependencies = {"mail", "account", "database", "housekeeping"})
@NullMarked
package dev.postseal.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
