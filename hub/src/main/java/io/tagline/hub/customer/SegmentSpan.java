package io.tagline.hub.customer;

import java.time.Instant;
import java.util.Optional;

/**
 * A customer was in a segment.
 *
 * @param to until when, not included; empty while the customer still is
 */
public record SegmentSpan(String segment, Instant from, Optional<Instant> to) {}
