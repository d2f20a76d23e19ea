package io.tagline.epc;

/** The character sets that identities are written in. ASCII only, whatever Unicode thinks a digit is. */
final class Characters {
    private Characters() {}

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpperCase(int c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isAlphanumeric(int c) {
        return isDigit(c) || isUpperCase(c) || (c >= 'a' && c <= 'z');
    }

    /** GS1 AI encodable character set 82 (GS1 General Specifications figure 7.11-1). */
    static boolean isInSet82(int c) {
        return isAlphanumeric(c) || (c < 0x80 && "!\"%&'()*+,-./:;<=>?_".indexOf(c) >= 0);
    }

    /** A CAGE code or DoDAAC: no I or O (EPC TDS 2.x §6.3). */
    static boolean isInCage(int c) {
        return isDigit(c) || (isUpperCase(c) && c != 'I' && c != 'O');
    }

    /** Part and serial numbers of aircraft (EPC TDS 2.x §6.3). */
    static boolean isInAdi(int c) {
        return isDigit(c) || isUpperCase(c) || c == '-' || c == '/';
    }

    static boolean allDigits(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Appends {@code value} with zeros in front up to {@code width} digits; nothing if {@code width} is 0. */
    static void appendDigits(StringBuilder target, long value, int width) {
        long power = PowersOfTen.of(Math.max(width - 1, 0));
        for (int i = 0; i < width; i++) {
            target.append((char) ('0' + value / power % 10));
            power /= 10;
        }
    }
}
