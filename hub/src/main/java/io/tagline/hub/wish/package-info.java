/**
 * What addressees wish for the delivery of their parcels. Changes with what can be wished.
 */
@NullMarked
package io.tagline.hub.wish;

import org.jspecify.annotations.NullMarked;
