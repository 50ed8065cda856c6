/** What a call asks for: its parameters and its JSON body, and what is wrong with them. */
@NullMarked
package dev.postseal.api.query;

import org.jspecify.annotations.NullMarked;
