package io.tagline.hub.customer;

import java.util.List;

/**
 * A customer with what belongs to it.
 *
 * @param merged those that turned out to be this one
 * @param segments it was in, the oldest first
 * @param alike others that are reached at one of the same e-mail addresses or numbers: perhaps the same person
 */
public record CustomerFile(
        CustomerView customer, List<CustomerView> merged, List<SegmentSpan> segments, List<CustomerView> alike) {
    public CustomerFile {
        merged = List.copyOf(merged);
        segments = List.copyOf(segments);
        alike = List.copyOf(alike);
    }
}
