/** What owners of entries are told by mail, through our own engine: that an override ends, and that it has ended. */
@ApplicationModule(allowedDependencies = {"mail", "policy", "lookup", "delivery", "texts", "housekeeping"})
@NullMarked
package dev.postseal.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
