package io.tagline.hub.tagging;

import java.time.Duration;
import java.time.Instant;

/** Who said that a tag is on a parcel: decides how far back it is believed, and who may take it off. */
public enum PutOnBy {
    /** The order names it, and may come in long after the label was printed. */
    ORDER("order", Duration.ofDays(14)),
    /** Somebody with the parcel in hand; where the blank tag lay before, the parcel was not. */
    COUNTER("counter", Duration.ZERO);

    private final String code;
    private final Duration back;

    PutOnBy(String code, Duration back) {
        this.code = code;
        this.back = back;
    }

    /** As it is kept. */
    String code() {
        return code;
    }

    /** From when on scans of the tag may be the parcel's. */
    Instant earliest(Instant now) {
        return now.minus(back);
    }
}
