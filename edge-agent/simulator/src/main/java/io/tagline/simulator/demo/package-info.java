/**
 * The demo's depot: a simulated reader at two dock doors, sample orders, and parcels that walk. Changes when there is more to show.
 */
@NullMarked
package io.tagline.simulator.demo;

import org.jspecify.annotations.NullMarked;
