/**
 * From reads to passages: who went through which portal, which way, and how sure that is. It changes when reads turn out
 * to say more, or something else, about where a tag is. Pure: time is an argument, and nothing here waits.
 */
@NullMarked
package io.tagline.edge.passage;

import org.jspecify.annotations.NullMarked;
