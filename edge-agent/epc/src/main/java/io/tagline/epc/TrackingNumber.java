package io.tagline.epc;

import java.util.Optional;

/**
 * The number a parcel is tracked by, normalised: upper case, no white space. The hub's orders, bindings and links are
 * made of these.
 *
 * <p>What has the shape of an S10, SSCC or PIN must be one: a number with a mistyped digit is refused, not filed as some
 * other operator's. Which of them it is follows from the text, so equal text is an equal number.
 *
 * @param kind whose rules it follows
 * @param value the normalised text
 */
public record TrackingNumber(Kind kind, String value) {
    private static final int MIN_LENGTH = 6;
    private static final int MAX_LENGTH = 40;

    /** Whose rules a tracking number follows. */
    public enum Kind {
        /** UPU S10, 13 characters. */
        S10,
        /** GS1 SSCC, 18 digits. */
        SSCC,
        /** Canada Post's PIN, 16 digits. */
        PIN,
        /** Another operator's: 6 to 40 of A-Z, 0-9 and hyphen. */
        OTHER
    }

    /**
     * Checks that {@code value} is a normalised number of this kind.
     *
     * @throws IdentityException naming value and expectation
     */
    public TrackingNumber {
        if (!value.equals(S10.normalise(value)) || kind != kindOf(value)) {
            throw new IdentityException(
                    IdentityFault.BAD_FORMAT, "tracking number '" + value + "' is no normalised " + kind);
        }
    }

    /**
     * Reads what a person typed, a scanner read or a partner sent.
     *
     * @throws IdentityException naming the value and, for a wrong check digit, the digit found and the one expected
     */
    public static TrackingNumber parse(String text) {
        String value = S10.normalise(text);
        return new TrackingNumber(kindOf(value), value);
    }

    /**
     * The tracking number that a tag carries: an SSCC, or an S10 number as the reference of an asset (GIAI) or as the
     * serial of a trade item (SGTIN). Other tags get theirs by binding.
     */
    public static Optional<TrackingNumber> carriedBy(EpcIdentity identity) {
        Optional<EpcScheme> scheme = identity.scheme();
        if (identity.kind() != EpcIdentity.Kind.IDENTIFIED || scheme.isEmpty()) {
            return Optional.empty();
        }
        return switch (scheme.get()) {
            case SSCC_96, SSCC_PLUS -> identity.gs1Key().map(key -> new TrackingNumber(Kind.SSCC, key));
            case GIAI_202, SGTIN_198, SGTIN_PLUS -> identity.serial().flatMap(TrackingNumber::s10);
            default -> Optional.empty();
        };
    }

    private static Optional<TrackingNumber> s10(String serial) {
        try {
            return S10.hasShape(serial)
                    ? Optional.of(new TrackingNumber(Kind.S10, S10.parse(serial).toString()))
                    : Optional.empty();
        } catch (IdentityException noS10) {
            return Optional.empty();
        }
    }

    private static Kind kindOf(String value) {
        if (value.isEmpty()) {
            throw new IdentityException(
                    IdentityFault.EMPTY,
                    "tracking number is empty; expected " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
        }
        if (S10.hasShape(value)) {
            S10.parse(value);
            return Kind.S10;
        }
        boolean digits = Characters.allDigits(value);
        if (digits && value.length() == Sscc.LENGTH) {
            Gs1CheckDigit.require("SSCC", value, Sscc.LENGTH);
            return Kind.SSCC;
        }
        if (digits && value.length() == 16) {
            Gs1CheckDigit.require("Canada Post PIN", value, 16);
            return Kind.PIN;
        }
        checkOther(value);
        return Kind.OTHER;
    }

    private static void checkOther(String value) {
        if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH) {
            String shown = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + "…" : value;
            throw new IdentityException(
                    IdentityFault.BAD_LENGTH,
                    "tracking number '" + shown + "' has " + value.length() + " characters; expected " + MIN_LENGTH
                            + " to " + MAX_LENGTH);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Characters.isDigit(c) && !Characters.isUpperCase(c) && c != '-') {
                throw new IdentityException(
                        IdentityFault.BAD_CHARACTER,
                        "tracking number '" + value + "' has '" + c + "' at position " + (i + 1)
                                + "; expected A-Z, 0-9 or hyphen");
            }
        }
    }

    /** The number itself. */
    @Override
    public String toString() {
        return value;
    }
}
