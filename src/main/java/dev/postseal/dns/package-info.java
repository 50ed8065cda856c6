/** What DNS says about a destination and how far it can be believed: MX, addresses, TLSA, each answer a closed type. */
@ApplicationModule(allowedDependencies = {"mail", "threads"})
@NullMarked
package dev.postseal.dns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
