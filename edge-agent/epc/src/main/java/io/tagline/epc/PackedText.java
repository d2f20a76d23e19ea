package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/** Seven-bit characters of set 82, ended by a zero character or by the field's end (EPC TDS 2.x §14). */
final class PackedText {
    private PackedText() {}

    static @Nullable RefusedEpc check(Epc epc, EpcScheme scheme, int start, int bits, int maxLength) {
        int length = length(epc, start, bits);
        if (length == 0) {
            return new RefusedEpc(epc, scheme, IdentityFault.EMPTY_FIELD, "serial", 0, 1);
        }
        for (int i = 0; i < length; i++) {
            int c = (int) epc.field(start + 7 * i, 7);
            if (!Characters.isInSet82(c)) {
                return new RefusedEpc(epc, scheme, IdentityFault.BAD_CHARACTER, "serial", c, i + 1);
            }
        }
        if (length > maxLength) {
            return new RefusedEpc(epc, scheme, IdentityFault.FIELD_OVERFLOW, "serial length", length, maxLength);
        }
        int end = start + 7 * length;
        return epc.zeroBetween(end, start + bits)
                ? null
                : new RefusedEpc(epc, scheme, IdentityFault.TRAILING_DATA, "serial", end, 0);
    }

    static String read(Epc epc, int start, int bits) {
        byte[] text = new byte[length(epc, start, bits)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) epc.field(start + 7 * i, 7);
        }
        return Latin.string(text, text.length);
    }

    private static int length(Epc epc, int start, int bits) {
        int length = 0;
        while (7 * length + 7 <= bits && epc.field(start + 7 * length, 7) != 0) {
            length++;
        }
        return length;
    }
}
