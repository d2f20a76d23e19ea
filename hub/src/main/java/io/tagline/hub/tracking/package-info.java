/**
 * What a scan means for a parcel. Pure; changes when the post office gives a passage a new meaning.
 */
@NullMarked
package io.tagline.hub.tracking;

import org.jspecify.annotations.NullMarked;
