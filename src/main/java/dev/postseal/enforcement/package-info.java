/** From a policy and what DNS says to what a handshake must prove, the handshake, and the verdict on the peer. */
@ApplicationModule(allowedDependencies = {"mail", "policy", "dns", "smtp"})
@NullMarked
package dev.postseal.enforcement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
