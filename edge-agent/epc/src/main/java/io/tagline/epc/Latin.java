package io.tagline.epc;

import java.nio.charset.StandardCharsets;

/** Strings from ASCII bytes: one array copy, where a builder of chars would widen and narrow them. */
final class Latin {
    private Latin() {}

    static String string(byte[] ascii, int length) {
        return new String(ascii, 0, length, StandardCharsets.ISO_8859_1);
    }
}
