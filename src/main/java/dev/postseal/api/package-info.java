/** REST as the contract has it: JSON, problem details, API keys. */
@ApplicationModule
@NullMarked
package dev.postseal.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
