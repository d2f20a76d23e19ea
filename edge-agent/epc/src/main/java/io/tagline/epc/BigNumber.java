package io.tagline.epc;

import java.math.BigInteger;

/** Digits as one binary number whose width follows from how many they are; up to 20 digits, 67 bits. */
final class BigNumber {
    /** The most digits whose number fits a signed long. */
    static final int LONG_DIGITS = 18;

    private BigNumber() {}

    /** Bits that hold any number of {@code digits} digits (EPC TDS 2.x §14, table B). */
    static int bitsFor(int digits) {
        return digits <= LONG_DIGITS
                ? 64 - Long.numberOfLeadingZeros(PowersOfTen.of(digits) - 1)
                : BigInteger.TEN.pow(digits).subtract(BigInteger.ONE).bitLength();
    }

    /** Whether the number at bit {@code at} has at most {@code digits} digits. */
    static boolean fits(Epc epc, int at, int digits) {
        return digits <= LONG_DIGITS
                ? epc.field(at, bitsFor(digits)) < PowersOfTen.of(digits)
                : read(epc, at, bitsFor(digits)).compareTo(BigInteger.TEN.pow(digits)) < 0;
    }

    /** The number at bit {@code at} with zeros in front up to {@code digits} digits. */
    static String digits(Epc epc, int at, int digits) {
        if (digits <= LONG_DIGITS) {
            StringBuilder text = new StringBuilder(digits);
            Characters.appendDigits(text, epc.field(at, bitsFor(digits)), digits);
            return text.toString();
        }
        String number = read(epc, at, bitsFor(digits)).toString();
        return "0".repeat(digits - number.length()) + number;
    }

    private static BigInteger read(Epc epc, int at, int bits) {
        return BigInteger.valueOf(epc.field(at, bits - 62))
                .shiftLeft(62)
                .or(BigInteger.valueOf(epc.field(at + bits - 62, 62)));
    }
}
