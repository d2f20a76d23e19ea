package io.tagline.hub.customer;

import java.util.List;
import java.util.Map;

/**
 * All that is held on a person.
 *
 * @param customers under each reference that the person has with us, itself first
 * @param records what other parts keep, by the parts' words
 */
public record CustomerExport(List<Held> customers, Map<String, List<?>> records) {
    public CustomerExport {
        customers = List.copyOf(customers);
        records = Map.copyOf(records);
    }

    /** Under one reference. */
    public record Held(CustomerView customer, List<SegmentSpan> segments) {
        public Held {
            segments = List.copyOf(segments);
        }
    }
}
