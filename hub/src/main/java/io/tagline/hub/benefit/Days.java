package io.tagline.hub.benefit;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Days, from the first to the last. */
public record Days(LocalDate from, LocalDate to) {
    /** @throws IllegalArgumentException for an end before the beginning */
    public Days {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("days from " + from + " to " + to + ": expected the end not before");
        }
    }

    /** How many; one at least. */
    public long count() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** How many of these are among those. */
    long shared(Days other) {
        LocalDate first = from.isAfter(other.from) ? from : other.from;
        LocalDate last = to.isBefore(other.to) ? to : other.to;
        return Math.max(0, ChronoUnit.DAYS.between(first, last) + 1);
    }
}
