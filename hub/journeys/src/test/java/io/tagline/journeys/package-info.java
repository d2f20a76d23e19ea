/**
 * Whole-product journeys: the shipped programs as processes, with a simulated reader at one end and a browser at the other. Changes
 * when people can do something new with Tagline.
 */
@NullMarked
package io.tagline.journeys;

import org.jspecify.annotations.NullMarked;
