/** The wire: a client session, its replies, pipelining, the switch to TLS. Knows no policy. */
@ApplicationModule(allowedDependencies = {"mail"})
@NullMarked
package dev.postseal.smtp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
