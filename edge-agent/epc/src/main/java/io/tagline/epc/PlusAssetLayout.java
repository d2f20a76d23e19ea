package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/**
 * GIAI+: digits of four bits up to F, which ends the number, or E, after which the rest follows as text
 * (EPC TDS 2.x §14). There is no check digit.
 *
 * @param maxLength the most characters of the whole number
 */
record PlusAssetLayout(int maxLength) implements Layout {
    private static final int TEXT_FOLLOWS = 0xE;
    private static final int END = 0xF;

    @Override
    public EpcIdentity decode(Epc epc, EpcScheme scheme) {
        int digits = 0;
        int mark = -1;
        while (mark < 0) {
            RefusedEpc refused = Layout.shorterThan(epc, scheme, PlusLayout.DIGITS_START + 4 * digits + 4);
            if (refused != null) {
                return refused;
            }
            int digit = PlusLayout.digit(epc, digits);
            if (digit >= TEXT_FOLLOWS) {
                mark = digit;
            } else if (digit > 9) {
                return new RefusedEpc(epc, scheme, IdentityFault.BAD_DIGIT, "key", digit, digits + 1);
            } else if (++digits > maxLength) {
                return new RefusedEpc(epc, scheme, IdentityFault.FIELD_OVERFLOW, "key length", digits, maxLength);
            }
        }
        int textStart = PlusLayout.DIGITS_START + 4 * digits + 4;
        RefusedEpc refused = checkLength(epc, scheme, digits, mark, textStart);
        if (refused != null) {
            return refused;
        }
        int end = mark == END ? textStart : VariableText.end(epc, textStart);
        refused = PlusLayout.checkRest(epc, scheme, end);
        return refused != null ? refused : new PlusEpc(epc, scheme, Gs1Key.GIAI, digits, textStart, end);
    }

    private @Nullable RefusedEpc checkLength(Epc epc, EpcScheme scheme, int digits, int mark, int textStart) {
        if (digits == 0) {
            return new RefusedEpc(epc, scheme, IdentityFault.EMPTY_FIELD, "key", 0, 1);
        }
        return mark == TEXT_FOLLOWS ? VariableText.check(epc, scheme, textStart, maxLength - digits) : null;
    }
}
