package io.tagline.hub.notify;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What was said of a parcel, in the form that is kept and compared.
 *
 * @param day that it was expected on by what was said
 * @param corrects true if it took back what was said before
 */
record Told(Milestone milestone, Optional<LocalDate> day, boolean corrects) {
    private static final String NO_DAY = "-";
    private static final String CORRECTS = "corrects";

    /** E.g. {@code out_for_delivery 2026-11-24}. */
    String text() {
        String said = milestone.code() + " " + day.map(LocalDate::toString).orElse(NO_DAY);
        return corrects ? said + " " + CORRECTS : said;
    }

    /** Of a text that this hub has kept. */
    static Told parse(String text) {
        String[] parts = text.split(" ", -1);
        return new Told(
                Milestone.ofCode(parts[0]).orElseThrow(),
                parts[1].equals(NO_DAY) ? Optional.empty() : Optional.of(LocalDate.parse(parts[1])),
                parts.length > 2 && parts[2].equals(CORRECTS));
    }

    /** Whether the other says the same of the parcel. */
    boolean says(Told other) {
        return milestone == other.milestone && day.equals(other.day);
    }
}
