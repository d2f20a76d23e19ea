package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/**
 * A serial in a "+" scheme: three bits say how it is written, five how long it is, then it follows in as many bits as
 * that takes (EPC TDS 2.x §14).
 */
final class VariableText {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String CODE40 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789";
    private static final int NUMBER = 0;
    private static final int UPPER_HEX = 1;
    private static final int LOWER_HEX = 2;
    private static final int FILE_SAFE_BASE64 = 3;
    private static final int ASCII = 4;
    private static final int URN_CODE_40 = 5;

    private VariableText() {}

    /** A refusal, or null if a text of 1 to {@code maxLength} characters begins at bit {@code start}. */
    static @Nullable RefusedEpc check(Epc epc, EpcScheme scheme, int start, int maxLength) {
        RefusedEpc refused = Layout.shorterThan(epc, scheme, start + 8);
        if (refused != null) {
            return refused;
        }
        int indicator = indicator(epc, start);
        int length = length(epc, start);
        if (indicator > URN_CODE_40) {
            return new RefusedEpc(epc, scheme, IdentityFault.BAD_ENCODING_INDICATOR, "serial", indicator, URN_CODE_40);
        }
        if (length == 0) {
            return new RefusedEpc(epc, scheme, IdentityFault.EMPTY_FIELD, "serial", 0, 1);
        }
        if (length > maxLength) {
            return new RefusedEpc(epc, scheme, IdentityFault.FIELD_OVERFLOW, "serial length", length, maxLength);
        }
        refused = Layout.shorterThan(epc, scheme, end(epc, start));
        return refused != null ? refused : checkContent(epc, scheme, start + 8, indicator, length);
    }

    private static @Nullable RefusedEpc checkContent(Epc epc, EpcScheme scheme, int at, int indicator, int length) {
        if (indicator == NUMBER) {
            return checkNumber(epc, scheme, at, length);
        }
        if (indicator == URN_CODE_40) {
            return checkCode40(epc, scheme, at, length);
        }
        for (int i = 0; indicator == ASCII && i < length; i++) {
            int c = (int) epc.field(at + 7 * i, 7);
            if (!Characters.isInSet82(c)) {
                return new RefusedEpc(epc, scheme, IdentityFault.BAD_CHARACTER, "serial", c, i + 1);
            }
        }
        return null;
    }

    private static @Nullable RefusedEpc checkNumber(Epc epc, EpcScheme scheme, int at, int length) {
        if (BigNumber.fits(epc, at, length)) {
            return null;
        }
        return length > BigNumber.LONG_DIGITS
                ? new RefusedEpc(epc, scheme, IdentityFault.FIELD_OVERFLOW, "serial length", length + 1, length)
                : new RefusedEpc(
                        epc,
                        scheme,
                        IdentityFault.FIELD_OVERFLOW,
                        "serial",
                        epc.field(at, BigNumber.bitsFor(length)),
                        PowersOfTen.of(length) - 1);
    }

    private static @Nullable RefusedEpc checkCode40(Epc epc, EpcScheme scheme, int at, int length) {
        for (int i = 0; i < length + (3 - length % 3) % 3; i++) {
            int code = code40(epc, at, i);
            boolean allowed = i < length ? code >= 1 && code <= CODE40.length() : code == 0;
            if (!allowed) {
                return new RefusedEpc(epc, scheme, IdentityFault.BAD_CHARACTER, "serial", code, i + 1);
            }
        }
        return null;
    }

    /** The bit after a text that begins at {@code start}. */
    static int end(Epc epc, int start) {
        int length = length(epc, start);
        return start
                + 8
                + switch (indicator(epc, start)) {
                    case NUMBER -> BigNumber.bitsFor(length);
                    case UPPER_HEX, LOWER_HEX -> 4 * length;
                    case FILE_SAFE_BASE64 -> 6 * length;
                    case ASCII -> 7 * length;
                    default -> 16 * ((length + 2) / 3);
                };
    }

    /** The text, which {@link #check} found good. */
    static String read(Epc epc, int start) {
        int length = length(epc, start);
        int at = start + 8;
        int indicator = indicator(epc, start);
        if (indicator == NUMBER) {
            return BigNumber.digits(epc, at, length);
        }
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(
                    switch (indicator) {
                        case UPPER_HEX -> (char) Hex.digit((int) epc.field(at + 4 * i, 4));
                        case LOWER_HEX -> Character.forDigit((int) epc.field(at + 4 * i, 4), 16);
                        case FILE_SAFE_BASE64 -> BASE64.charAt((int) epc.field(at + 6 * i, 6));
                        case ASCII -> (char) epc.field(at + 7 * i, 7);
                        default -> CODE40.charAt(code40(epc, at, i) - 1);
                    });
        }
        return text.toString();
    }

    static int length(Epc epc, int start) {
        return (int) epc.field(start + 3, 5);
    }

    private static int indicator(Epc epc, int start) {
        return (int) epc.field(start, 3);
    }

    /** Code of character {@code i}: three share 16 bits as c1 x 1600 + c2 x 40 + c3 + 1; -1 if it is none. */
    private static int code40(Epc epc, int at, int i) {
        int triple = (int) epc.field(at + 16 * (i / 3), 16) - 1;
        if (triple < 0 || triple >= 64_000) {
            return -1;
        }
        return switch (i % 3) {
            case 0 -> triple / 1600;
            case 1 -> triple / 40 % 40;
            default -> triple % 40;
        };
    }
}
