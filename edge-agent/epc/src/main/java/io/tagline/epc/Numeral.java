package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/** Digits behind a "1", as one binary number: keeps leading zeros (EPC TDS 2.x §14, "Numeric String"). */
final class Numeral {
    private Numeral() {}

    /** A refusal, or null if the number begins with 1 and at least one digit follows. */
    static @Nullable RefusedEpc check(Epc epc, EpcScheme scheme, int start, int bits) {
        long value = epc.field(start, bits);
        if (value == 1) {
            return new RefusedEpc(epc, scheme, IdentityFault.EMPTY_FIELD, "serial", 0, 1);
        }
        long firstDigit = value;
        while (firstDigit > 9) {
            firstDigit /= 10;
        }
        return firstDigit == 1 ? null : new RefusedEpc(epc, scheme, IdentityFault.BAD_FORMAT, "serial", value, 1);
    }

    static String read(Epc epc, int start, int bits) {
        return Long.toString(epc.field(start, bits)).substring(1);
    }
}
