/**
 * Passage detection over recorded reads: to measure it, to tune a depot, to explain a scan. It changes with the columns
 * of recordings.
 */
@NullMarked
package io.tagline.edge.replay;

import org.jspecify.annotations.NullMarked;
