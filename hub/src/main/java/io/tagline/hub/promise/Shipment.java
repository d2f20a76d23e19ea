package io.tagline.hub.promise;

import java.util.Optional;

/** As much of a parcel's order as rules ask for. */
public record Shipment(String service, Optional<String> segment, Destination to) {}
