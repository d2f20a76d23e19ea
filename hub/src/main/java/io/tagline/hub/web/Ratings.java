package io.tagline.hub.web;

import io.tagline.hub.tracking.ParcelId;

/** Takes in how content customers are with a delivery. Where there is no bean of it, pages say that it is not set up. */
interface Ratings {

    /**
     * Notes it.
     *
     * @param score 1 to 5, the best
     * @return false if this delivery has been rated before
     */
    boolean rate(ParcelId parcel, int score, String comment);
}
