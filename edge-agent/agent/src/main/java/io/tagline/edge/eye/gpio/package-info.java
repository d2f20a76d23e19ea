/**
 * An eye on a pin of the gateway itself; with {@code signal.gpio} the only place that knows Pi4J. Changes when another library or
 * kernel interface is used for pins.
 */
@NullMarked
package io.tagline.edge.eye.gpio;

import org.jspecify.annotations.NullMarked;
