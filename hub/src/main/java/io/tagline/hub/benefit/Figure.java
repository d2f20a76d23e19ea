package io.tagline.hub.benefit;

import java.util.Locale;
import java.util.Optional;

/** What is measured. Formulas, sources and what is left out: {@code docs/benefits.md}. Codes are in stores and files. */
public enum Figure {
    /** From the post having a parcel to its addressee having it. */
    DELIVERY_TIME(Unit.TIME, true),
    /** From a passage to the hub knowing of it. */
    INTAKE_LAG(Unit.TIME, true),
    /** Parcels there on the day that was promised, of those promised for it. */
    ON_TIME(Unit.SHARE, false),
    /** Cases solved without the customer having to ask again. */
    FIRST_CONTACT(Unit.SHARE, false),
    /** How customers found a delivery, from 1 to 5. */
    SATISFACTION_DELIVERY(Unit.SCORE, false),
    /** How they found the handling of a request, a claim or a suggestion. */
    SATISFACTION_CASE(Unit.SCORE, false),
    /** How they found the handling of a complaint. */
    SATISFACTION_COMPLAINT(Unit.SCORE, false),
    /** Sites with doors that a parcel must have passed and that did not read it. */
    MISSED_READS(Unit.SHARE, true);

    /** What a figure's value is. */
    public enum Unit {
        /** Mean and quantiles, milliseconds. */
        TIME,
        /** From 0 to 1. */
        SHARE,
        /** Mean, from 1 to 5. */
        SCORE
    }

    private final Unit unit;
    private final boolean lowerIsBetter;

    Figure(Unit unit, boolean lowerIsBetter) {
        this.unit = unit;
        this.lowerIsBetter = lowerIsBetter;
    }

    /** Stable word in the API and the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The figure of this code, or empty if there is none. */
    public static Optional<Figure> ofCode(String code) {
        for (Figure figure : values()) {
            if (figure.code().equals(code)) {
                return Optional.of(figure);
            }
        }
        return Optional.empty();
    }

    public Unit unit() {
        return unit;
    }

    /** Whether less is better. */
    public boolean lowerIsBetter() {
        return lowerIsBetter;
    }
}
