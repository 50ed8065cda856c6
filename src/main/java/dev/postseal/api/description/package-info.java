/** The API described for machines (OpenAPI). */
@NullMarked
package dev.postseal.api.description;

import org.jspecify.annotations.NullMarked;
