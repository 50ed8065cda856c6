/** The values mail is made of: names, next hops, addresses, replies, reasons. Pure Java. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.postseal.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
