/**
 * Calendars that the JDK does not have, for pages and notices alike. Changes with the people whose days it counts; knows nothing of
 * parcels.
 */
@NullMarked
package io.tagline.hub.calendar;

import org.jspecify.annotations.NullMarked;
