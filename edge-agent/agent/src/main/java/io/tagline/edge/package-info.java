/**
 * The agent of one depot: wiring and the way of a tag from reader to uplink.
 */
@NullMarked
package io.tagline.edge;

import org.jspecify.annotations.NullMarked;
