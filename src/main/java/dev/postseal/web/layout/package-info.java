/** What every page shares: frame, language, theme, times, texts, signs, errors. */
@NullMarked
package dev.postseal.web.layout;

import org.jspecify.annotations.NullMarked;
