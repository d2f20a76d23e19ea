/**
 * LLRP as bytes: frames, tag reports, reader events and the parameters they are made of. Changes when a reader puts bytes on the
 * wire in a way that we have not met; what we ask of a reader is in {@code command}, the conversation with it in {@code link}.
 */
@NullMarked
package io.tagline.llrp;

import org.jspecify.annotations.NullMarked;
