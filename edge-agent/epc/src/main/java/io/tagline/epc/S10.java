package io.tagline.epc;

/**
 * A postal item's international number: {@code RR473124829GB} (UPU S10). Customers, customs and other posts know a
 * parcel by it. It is no key for life: a post may use it again after 12 months (UPU S10).
 *
 * @param serviceIndicator two letters; the first says what kind of item it is, such as R registered, C parcel, E EMS
 * @param serialNumber 0 to 99,999,999
 * @param country ISO 3166 code of the issuing post, two letters
 */
public record S10(String serviceIndicator, int serialNumber, String country) {
    private static final int LENGTH = 13;
    private static final int LAST_SERIAL = 99_999_999;
    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final int[] WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};

    /**
     * Checks the parts; the check digit follows from them.
     *
     * @throws IdentityException naming the part, its value and what was expected
     */
    public S10 {
        if (serviceIndicator.length() != 2 || !isLetters(serviceIndicator, 0)) {
            throw new IdentityException(
                    IdentityFault.BAD_FORMAT,
                    "S10 service indicator '" + serviceIndicator + "'; expected two letters A-Z");
        }
        char kind = serviceIndicator.charAt(0);
        if (kind == 'J' || kind == 'K') {
            throw new IdentityException(
                    IdentityFault.RESERVED_SERVICE_INDICATOR,
                    "S10 service indicator '" + serviceIndicator + "': JA to KZ are reserved and not in use");
        }
        if (serialNumber < 0 || serialNumber > LAST_SERIAL) {
            throw new IdentityException(
                    IdentityFault.FIELD_OVERFLOW,
                    "S10 serial number " + serialNumber + "; expected 0 to " + LAST_SERIAL);
        }
        if (!S10Countries.contains(country)) {
            throw new IdentityException(
                    IdentityFault.UNKNOWN_COUNTRY,
                    "S10 country '" + country + "' is no ISO 3166 code of a country with a post");
        }
    }

    /**
     * Reads a number as people and scanners write it: in either case, with white space anywhere.
     *
     * @throws IdentityException naming the value and, for a wrong check digit, the one expected
     */
    public static S10 parse(String text) {
        String number = normalise(text);
        if (number.isEmpty()) {
            throw new IdentityException(IdentityFault.EMPTY, "S10 number is empty; expected 13 characters");
        }
        if (number.length() != LENGTH) {
            throw new IdentityException(
                    IdentityFault.BAD_LENGTH,
                    "S10 number '" + number + "' has " + number.length() + " characters; expected " + LENGTH);
        }
        if (!hasShape(number)) {
            throw new IdentityException(
                    IdentityFault.BAD_FORMAT,
                    "S10 number '" + number + "' must be two letters, nine digits, two letters");
        }
        int serial = Integer.parseInt(number, 2, 10, 10);
        int found = number.charAt(10) - '0';
        int expected = checkDigit(serial);
        if (found != expected) {
            throw new IdentityException(
                    IdentityFault.BAD_CHECK_DIGIT,
                    "S10 number '" + number + "' has check digit " + found + "; expected " + expected);
        }
        return new S10(number.substring(0, 2), serial, number.substring(11));
    }

    /** Upper case without white space. ASCII letters only: Unicode would make S of ß, and I of a dotless i. */
    static String normalise(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                kept.append((char) (c - 'a' + 'A'));
            } else if (!Character.isWhitespace(c) && c != NO_BREAK_SPACE) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    /** Whether normalised text looks like an S10 number, so that nothing else can be meant by it. */
    static boolean hasShape(String text) {
        return text.length() == LENGTH
                && isLetters(text, 0)
                && Characters.allDigits(text.substring(2, 11))
                && isLetters(text, 11);
    }

    private static boolean isLetters(String text, int at) {
        return Characters.isUpperCase(text.charAt(at)) && Characters.isUpperCase(text.charAt(at + 1));
    }

    /** Check digit, 0 to 9 (UPU S10: 11 less the weighted sum modulo 11; 10 becomes 0 and 11 becomes 5). */
    public int checkDigit() {
        return checkDigit(serialNumber);
    }

    private static int checkDigit(int serial) {
        int sum = 0;
        int rest = serial;
        for (int i = WEIGHTS.length - 1; i >= 0; i--) {
            sum += WEIGHTS[i] * (rest % 10);
            rest /= 10;
        }
        int digit = 11 - sum % 11;
        return digit == 10 ? 0 : digit == 11 ? 5 : digit;
    }

    /** The number a post's counter would issue next; after 99,999,999 comes 0. */
    public S10 next() {
        return new S10(serviceIndicator, serialNumber == LAST_SERIAL ? 0 : serialNumber + 1, country);
    }

    /** The 13 characters: {@code RR473124829GB}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(LENGTH).append(serviceIndicator);
        Characters.appendDigits(text, serialNumber, 8);
        return text.append(checkDigit()).append(country).toString();
    }
}
