/** Users, API keys, and who acts. */
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package dev.postseal.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
