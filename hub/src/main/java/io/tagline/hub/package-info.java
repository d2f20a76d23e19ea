/**
 * The hub: wiring and the way of a scan from the wire to the customer's page.
 */
@NullMarked
package io.tagline.hub;

import org.jspecify.annotations.NullMarked;
