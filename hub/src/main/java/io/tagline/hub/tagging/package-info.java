/**
 * Which tag was on which parcel, from when to when. Changes with how tags are issued and reused.
 */
@NullMarked
package io.tagline.hub.tagging;

import org.jspecify.annotations.NullMarked;
