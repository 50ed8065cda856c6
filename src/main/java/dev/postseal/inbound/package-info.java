/** SMTP listeners: who may hand mail to us, and the promise that 250 means durable. */
@ApplicationModule(allowedDependencies = {"mail", "delivery", "enforcement", "threads"})
@NullMarked
package dev.postseal.inbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
