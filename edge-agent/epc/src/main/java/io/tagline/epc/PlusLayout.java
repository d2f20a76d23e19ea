package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/**
 * Header, data toggle (1 bit), filter (3 bits), the key as four-bit digits with check digit, then for some keys a serial
 * of varying form: the "+" schemes (EPC TDS 2.x §14). A set toggle says that other data follow the identity.
 *
 * @param keyDigits digits of the key; a GRAI's begin with the zero that AI 8003 asks for
 * @param maxSerial the most characters of the serial; 0 if the key has none
 */
record PlusLayout(Gs1Key key, int keyDigits, int maxSerial) implements Layout {
    static final int DIGITS_START = 12;

    @Override
    public EpcIdentity decode(Epc epc, EpcScheme scheme) {
        int serialStart = DIGITS_START + 4 * keyDigits;
        RefusedEpc refused = Layout.shorterThan(epc, scheme, serialStart);
        if (refused == null) {
            refused = checkDigits(epc, scheme);
        }
        if (refused == null && maxSerial > 0) {
            refused = VariableText.check(epc, scheme, serialStart, maxSerial);
        }
        if (refused != null) {
            return refused;
        }
        int end = maxSerial > 0 ? VariableText.end(epc, serialStart) : serialStart;
        refused = checkRest(epc, scheme, end);
        return refused != null
                ? refused
                : new PlusEpc(epc, scheme, key, keyDigits, maxSerial > 0 ? serialStart : end, end);
    }

    static @Nullable RefusedEpc checkRest(Epc epc, EpcScheme scheme, int end) {
        boolean otherDataFollow = epc.field(8, 1) == 1;
        return otherDataFollow ? null : Layout.notZeroAfter(epc, scheme, end);
    }

    private @Nullable RefusedEpc checkDigits(Epc epc, EpcScheme scheme) {
        int sum = 0;
        for (int i = 0; i < keyDigits; i++) {
            int digit = digit(epc, i);
            if (digit > 9) {
                return new RefusedEpc(epc, scheme, IdentityFault.BAD_DIGIT, "key", digit, i + 1);
            }
            // the digit before the check digit, which is the last, weighs 3
            sum += digit * ((keyDigits - i) % 2 == 0 ? 3 : 1);
        }
        if (key == Gs1Key.GRAI && digit(epc, 0) != 0) {
            return new RefusedEpc(epc, scheme, IdentityFault.FIELD_OVERFLOW, "leading digit", digit(epc, 0), 0);
        }
        int found = digit(epc, keyDigits - 1);
        int expected = (found - sum % 10 + 10) % 10;
        return found == expected
                ? null
                : new RefusedEpc(epc, scheme, IdentityFault.BAD_CHECK_DIGIT, key.name(), found, expected);
    }

    static int digit(Epc epc, int i) {
        return (int) epc.field(DIGITS_START + 4 * i, 4);
    }
}
