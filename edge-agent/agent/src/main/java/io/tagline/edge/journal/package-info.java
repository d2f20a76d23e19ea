/**
 * The durable store of scans between the portals and the uplink, one SQLite file. Changes with what must survive a power
 * cut, and with how long it is kept.
 */
@NullMarked
package io.tagline.edge.journal;

import org.jspecify.annotations.NullMarked;
