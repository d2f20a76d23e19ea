package io.tagline.hub.manifest;

import io.tagline.hub.tracking.ParcelId;
import java.util.Optional;

/**
 * A parcel of a load as it is kept.
 *
 * @param refused why it must not pass; empty for a parcel that is expected
 */
record LoadParcel(ParcelId parcel, Optional<String> refused) {}
