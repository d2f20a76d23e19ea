package io.tagline.hub.crm.fake.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The CRM's own clock: as wrong as it is told to be, and as coarse. Safe for any thread. */
public final class FakeClock {
    private final InstantSource source;
    private final ChronoUnit precision;
    private volatile Duration off = Duration.ZERO;

    FakeClock(InstantSource source, ChronoUnit precision) {
        this.source = source;
        this.precision = precision;
    }

    Instant now() {
        return source.instant().plus(off).truncatedTo(precision);
    }

    public void setOff(Duration by) {
        off = by;
    }
}
