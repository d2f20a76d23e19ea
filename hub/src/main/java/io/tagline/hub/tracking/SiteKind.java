package io.tagline.hub.tracking;

import java.util.Locale;

/** What a site is for; decides which UPU event a passage there is. */
public enum SiteKind {
    /** Sorts for others. */
    SORTING,
    /** Sends couriers out to addressees. */
    DELIVERY,
    /** Keeps parcels for addressees to fetch. */
    PICKUP,
    /** Outward office of exchange: parcels leave the country. */
    EXPORT,
    /** Inward office of exchange: parcels come into the country. */
    IMPORT,
    /** Parcels pass through on their way between two other countries. */
    TRANSIT;

    /** Stable word in the settings, e.g. {@code sorting}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
