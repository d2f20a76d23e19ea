/**
 * What is mounted where: portals, and the antennas that watch them from inside and outside. It changes when a depot can
 * be described in a way that it could not be before.
 */
@NullMarked
package io.tagline.edge.portal;

import org.jspecify.annotations.NullMarked;
