/**
 * Events of a parcel folded into what a customer sees. Changes with what a customer is told.
 */
@NullMarked
package io.tagline.hub.timeline;

import org.jspecify.annotations.NullMarked;
