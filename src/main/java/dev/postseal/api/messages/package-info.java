/** Mail handed to the queue by HTTP. */
@NullMarked
package dev.postseal.api.messages;

import org.jspecify.annotations.NullMarked;
