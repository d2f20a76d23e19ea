/**
 * The conversation with a reader: frames, reports and commands of LLRP 1.0.1. Changes when a reader behaves in a way that we have not met.
 */
@NullMarked
package io.tagline.llrp;

import org.jspecify.annotations.NullMarked;
