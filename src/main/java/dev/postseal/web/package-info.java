/** The console: server-rendered pages, one sub-package per feature. */
@ApplicationModule
@NullMarked
package dev.postseal.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
