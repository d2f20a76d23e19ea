package io.tagline.journeys.chaos;

import io.tagline.epc.S10;
import io.tagline.epc.Sscc;

/** A tracking number and the tag on it. */
record Parcel(String trackingNumber, String epcHex) {
    private static final int FIRST_SERIAL = 61_000_000;

    /** One that no other number gives. */
    static Parcel number(int n) {
        return new Parcel(
                new S10("RR", FIRST_SERIAL + n, "CA").toString(),
                Sscc.toEpc96(Sscc.of(0, "9521141", n), 7, 2).hex());
    }
}
