/**
 * A light on the pins of the gateway itself, the only place that knows Pi4J. Changes when another library or kernel interface
 * is used for pins.
 */
@NullMarked
package io.tagline.edge.signal.gpio;

import org.jspecify.annotations.NullMarked;
