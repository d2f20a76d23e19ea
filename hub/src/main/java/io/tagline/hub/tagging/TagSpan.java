package io.tagline.hub.tagging;

import java.time.Instant;
import java.util.Optional;

/**
 * A tag was on a parcel, as pages and API show it.
 *
 * @param epc of the tag, upper-case hexadecimal
 * @param from when, included
 * @param to until when, not included; empty while it is on
 */
public record TagSpan(String epc, Instant from, Optional<Instant> to) {}
