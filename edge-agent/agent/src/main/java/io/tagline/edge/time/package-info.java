/**
 * Elapsed time, wall time and the clocks of readers, mapped to each other. Changes with what the kernel or a reader can
 * tell of its clock.
 */
@NullMarked
package io.tagline.edge.time;

import org.jspecify.annotations.NullMarked;
