/**
 * Photo-eyes at portals: when a beam was broken, whether an eye can be relied on, and what that says about a passage. Changes when eyes
 * can be mounted in another way, or when more is learned about how far they are to be believed.
 */
@NullMarked
package io.tagline.edge.eye;

import org.jspecify.annotations.NullMarked;
