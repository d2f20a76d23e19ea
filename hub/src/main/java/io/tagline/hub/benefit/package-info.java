/**
 * What all of it is good for: how quick, how punctual, how well liked, at what cost, per area and period, against what it was before.
 * Changes with what the post wants to know of its own service.
 */
@NullMarked
package io.tagline.hub.benefit;

import org.jspecify.annotations.NullMarked;
