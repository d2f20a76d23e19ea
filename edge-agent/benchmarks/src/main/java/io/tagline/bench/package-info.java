/**
 * JMH benchmarks of the functions on the way of every read. Changes when a hot path gets a goal of its own.
 */
@NullMarked
package io.tagline.bench;

import org.jspecify.annotations.NullMarked;
