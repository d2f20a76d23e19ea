package io.tagline.hub.tagging;

import io.tagline.hub.tracking.ParcelId;

/** A tag that is on a parcel now, and the number that the parcel goes by. */
public record TagInForce(String epc, ParcelId parcel, String trackingNumber) {}
