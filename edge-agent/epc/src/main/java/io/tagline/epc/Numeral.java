package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/** Digits behind a "1", as one binary number: keeps leading zeros (EPC TDS 2.x §14.4.4). */
final class Numeral {
    private Numeral() {}

    static @Nullable RefusedEpc check(Epc epc, EpcScheme scheme, int start, int bits, int maxDigits) {
        long value = epc.field(start, bits);
        int digits = digits(value);
        if (value == 1) {
            return new RefusedEpc(epc, scheme, IdentityFault.EMPTY_FIELD, "serial", 0, 1);
        }
        // the largest is 1 and maxDigits nines
        if (digits > maxDigits || value >= 2 * PowersOfTen.of(digits) || value == 0) {
            return new RefusedEpc(
                    epc, scheme, IdentityFault.FIELD_OVERFLOW, "serial", value, 2 * PowersOfTen.of(maxDigits) - 1);
        }
        return null;
    }

    static String read(Epc epc, int start, int bits) {
        return Long.toString(epc.field(start, bits)).substring(1);
    }

    /** Digits behind the first. */
    private static int digits(long value) {
        int digits = 0;
        while (digits < 18 && PowersOfTen.of(digits + 1) <= value) {
            digits++;
        }
        return digits;
    }
}
