/** Who may use Postseal: users and API keys, for administrators. */
@NullMarked
package dev.postseal.web.users;

import org.jspecify.annotations.NullMarked;
