/** A light that hangs on the outputs of a reader, switched over LLRP. Changes when readers switch outputs in another way. */
@NullMarked
package io.tagline.edge.signal.gpo;

import org.jspecify.annotations.NullMarked;
