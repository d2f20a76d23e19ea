package io.tagline.hub.timeline;

import io.tagline.hub.tracking.ParcelId;

/**
 * Stands for all that pages say of a parcel, and is much cheaper to read: events and promises are added and never changed, so their
 * numbers tell whether there is news. Two equal ones were read of the same timeline and the same promise, whichever hub wrote them.
 *
 * @param facts compared with those of another stamp, and nothing else
 */
public record ParcelStamp(ParcelId parcel, String facts) {}
