/** What readers see: messages in their language, and times. */
@NullMarked
package dev.postseal.api.texts;

import org.jspecify.annotations.NullMarked;
