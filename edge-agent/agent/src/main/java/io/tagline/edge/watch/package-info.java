/**
 * What the traffic at the doors says about readers, antennas and cables that say nothing themselves. Changes with how a depot's quiet is
 * told from a fault.
 */
@NullMarked
package io.tagline.edge.watch;

import org.jspecify.annotations.NullMarked;
