/**
 * From the broker to the committed timeline and back with the receipt. Changes with the wire and with the steps of the
 * way of a scan.
 */
@NullMarked
package io.tagline.hub.intake;

import org.jspecify.annotations.NullMarked;
