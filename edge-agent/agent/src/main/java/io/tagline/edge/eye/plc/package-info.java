/** An eye on a node of the PLC. Changes when the PLC tells of its photo-eyes in another way. */
@NullMarked
package io.tagline.edge.eye.plc;

import org.jspecify.annotations.NullMarked;
