package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import java.util.Optional;

/**
 * A customer as staff see one.
 *
 * @param source system that the reference belongs to
 */
public record CustomerView(
        CustomerId id,
        String source,
        String reference,
        Optional<Personal> name,
        Optional<Personal> email,
        Optional<Personal> phone,
        Optional<String> segment) {}
