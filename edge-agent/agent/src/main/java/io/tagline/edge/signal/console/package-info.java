/** A light for places without one: what it would show is a line in the log. Changes when those lines do. */
@NullMarked
package io.tagline.edge.signal.console;

import org.jspecify.annotations.NullMarked;
