/**
 * Load runs of the hub, started by hand and by {@code scripts/bench}. Changes with the figures that are promised.
 */
@NullMarked
package io.tagline.hub.bench;

import org.jspecify.annotations.NullMarked;
