package io.tagline.hub.tagging;

import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Sighting;

/** A scan of a tag and the parcel that carried it then. */
public record Carried(Sighting sighting, ParcelId parcel) {}
