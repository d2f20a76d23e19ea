/** An eye on an input of a reader. Changes when readers tell of their inputs in another way. */
@NullMarked
package io.tagline.edge.eye.gpi;

import org.jspecify.annotations.NullMarked;
