package io.tagline.epc;

/** Hexadecimal digits, without the exceptions and boxes of the JDK's. */
final class Hex {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private Hex() {}

    /** The ASCII digit of 0 to 15, upper case. */
    static byte digit(int nibble) {
        return DIGITS[nibble];
    }

    /** 0 to 15, or -1 if {@code c} is no hexadecimal digit in ASCII. */
    static int valueOf(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        return c < 0x80 && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** {@code value} as {@code width} upper-case digits. */
    static String of(int value, int width) {
        byte[] text = new byte[width];
        for (int i = 0; i < width; i++) {
            text[i] = DIGITS[value >>> (4 * (width - 1 - i)) & 15];
        }
        return Latin.string(text, width);
    }
}
