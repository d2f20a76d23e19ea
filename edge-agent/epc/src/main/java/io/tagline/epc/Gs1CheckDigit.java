package io.tagline.epc;

/**
 * GS1's check digit, modulo 10 with weights 3 and 1 from the right (GS1 General Specifications §7.9): SSCC, GTIN, GLN,
 * GSRN, GRAI, GSIN, and Canada Post's 16-digit PIN.
 */
public final class Gs1CheckDigit {
    private Gs1CheckDigit() {}

    /**
     * The digit that completes {@code digits}.
     *
     * @throws IdentityException with {@link IdentityFault#BAD_DIGIT} or {@link IdentityFault#EMPTY}
     */
    public static int of(CharSequence digits) {
        if (digits.length() == 0) {
            throw new IdentityException(IdentityFault.EMPTY, "no digits to compute a check digit of");
        }
        if (!Characters.allDigits(digits)) {
            throw new IdentityException(
                    IdentityFault.BAD_DIGIT, "'" + digits + "' has a character that is no digit (0-9)");
        }
        return of(digits, 0, digits.length());
    }

    /** {@code digits} with its check digit behind it. */
    public static String complete(String digits) {
        return digits + of(digits);
    }

    /** Whether {@code full} is two or more digits, the last of which is the check digit of the others. */
    public static boolean isValid(CharSequence full) {
        int last = full.length() - 1;
        return last > 0 && Characters.allDigits(full) && of(full, 0, last) == full.charAt(last) - '0';
    }

    /**
     * Refuses what is not {@code length} digits with the right last one.
     *
     * @param what names the thing in the message, such as {@code SSCC}
     * @return {@code full}
     * @throws IdentityException naming the value, the check digit found and the one expected
     */
    static String require(String what, String full, int length) {
        if (full.isEmpty()) {
            throw new IdentityException(IdentityFault.EMPTY, what + " is empty; expected " + length + " digits");
        }
        if (!Characters.allDigits(full)) {
            throw new IdentityException(
                    IdentityFault.BAD_FORMAT, what + " '" + full + "' must be " + length + " digits (0-9)");
        }
        if (full.length() != length) {
            throw new IdentityException(
                    IdentityFault.BAD_LENGTH,
                    what + " '" + full + "' has " + full.length() + " digits; expected " + length);
        }
        int expected = of(full, 0, length - 1);
        if (full.charAt(length - 1) - '0' != expected) {
            throw new IdentityException(
                    IdentityFault.BAD_CHECK_DIGIT,
                    what + " '" + full + "' has check digit " + full.charAt(length - 1) + "; expected " + expected);
        }
        return full;
    }

    /** Check digit of the digits from {@code start} up to {@code end}, which the caller knows to be digits. */
    static int of(CharSequence digits, int start, int end) {
        int sum = 0;
        for (int i = end - 1, weight = 3; i >= start; i--, weight ^= 2) {
            sum += weight * (digits.charAt(i) - '0');
        }
        return (10 - sum % 10) % 10;
    }
}
