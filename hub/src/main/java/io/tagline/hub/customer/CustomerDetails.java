package io.tagline.hub.customer;

import java.util.Optional;

/**
 * What an order says about its customer, or about who gets its parcels.
 *
 * @param reference the customer's, in the order's source
 */
public record CustomerDetails(
        String reference,
        Optional<Personal> name,
        Optional<Personal> email,
        Optional<Personal> phone,
        Optional<String> segment) {}
