/**
 * When a parcel will be there, as the customer was told, and what a parcel's way makes of that. Changes with what the post promises.
 */
@NullMarked
package io.tagline.hub.promise;

import org.jspecify.annotations.NullMarked;
