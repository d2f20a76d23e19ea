package io.tagline.epc;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * ADI-var: filter (6 bits), CAGE or DoDAAC (six 6-bit characters), part number and serial, both of 6-bit characters
 * ended by zero (EPC TDS 2.x §14). The part number may be empty; the serial may begin with #.
 */
record AerospaceEpc(Epc epc, int partLength, int serialLength) implements EpcIdentity {
    private static final int CAGE_START = 14;
    private static final int PART_START = 50;
    private static final int MAX_PART = 32;
    private static final int MAX_SERIAL = 30;

    static EpcIdentity decode(Epc epc, EpcScheme scheme) {
        RefusedEpc refused = Layout.shorterThan(epc, scheme, PART_START + 18);
        for (int i = 0; i < 6 && refused == null; i++) {
            char c = character(epc, CAGE_START + 6 * i);
            if (!Characters.isInCage(c) && !(i == 0 && c == ' ')) {
                refused = new RefusedEpc(epc, scheme, IdentityFault.BAD_CHARACTER, "CAGE code", c, i + 1);
            }
        }
        if (refused != null) {
            return refused;
        }
        int part = length(epc, PART_START);
        refused = check(epc, scheme, "part number", PART_START, part, MAX_PART);
        if (refused != null) {
            return refused;
        }
        int serialStart = PART_START + 6 * part + 6;
        int serial = length(epc, serialStart);
        refused = check(epc, scheme, "serial", serialStart, serial, MAX_SERIAL);
        if (refused == null && serial == 0) {
            refused = new RefusedEpc(epc, scheme, IdentityFault.EMPTY_FIELD, "serial", 0, 1);
        }
        if (refused == null) {
            refused = Layout.notZeroAfter(epc, scheme, serialStart + 6 * serial + 6);
        }
        return refused != null ? refused : new AerospaceEpc(epc, part, serial);
    }

    private static @Nullable RefusedEpc check(
            Epc epc, EpcScheme scheme, String what, int start, int length, int maxLength) {
        for (int i = 0; i < length; i++) {
            char c = character(epc, start + 6 * i);
            boolean markedSerial = c == '#' && i == 0 && maxLength == MAX_SERIAL;
            if (!Characters.isInAdi(c) && !markedSerial) {
                return new RefusedEpc(epc, scheme, IdentityFault.BAD_CHARACTER, what, c, i + 1);
            }
        }
        if (length > maxLength) {
            return new RefusedEpc(epc, scheme, IdentityFault.FIELD_OVERFLOW, what + " length", length, maxLength);
        }
        return Layout.shorterThan(epc, scheme, start + 6 * length + 6);
    }

    /** Characters before the zero that ends them, or before the memory's end. */
    private static int length(Epc epc, int start) {
        int length = 0;
        while (start + 6 * length + 6 <= epc.bits() && epc.field(start + 6 * length, 6) != 0) {
            length++;
        }
        return length;
    }

    /** Six bits are the low ones of the ASCII code (EPC TDS 2.x annex G). */
    private static char character(Epc epc, int at) {
        long code = epc.field(at, 6);
        return (char) (code < 32 ? code + 64 : code);
    }

    @Override
    public Kind kind() {
        return Kind.IDENTIFIED;
    }

    @Override
    public Optional<EpcScheme> scheme() {
        return Optional.of(EpcScheme.ADI_VAR);
    }

    @Override
    public int identityBits() {
        return serialStart() + 6 * serialLength + 6;
    }

    @Override
    public OptionalInt filter() {
        return OptionalInt.of((int) epc.field(8, 6));
    }

    @Override
    public Optional<String> serial() {
        return Optional.of(text(serialStart(), serialLength));
    }

    @Override
    public Optional<String> pureIdentityUri() {
        return Optional.of(EpcScheme.ADI_VAR.pureUrn() + fields());
    }

    @Override
    public Optional<String> tagUri() {
        return Optional.of(EpcScheme.ADI_VAR.tagUrn() + epc.field(8, 6) + "." + fields());
    }

    private int serialStart() {
        return PART_START + 6 * partLength + 6;
    }

    private String fields() {
        StringBuilder urn = new StringBuilder(48).append(text(CAGE_START, 6).stripLeading());
        UriText.appendForUrn(urn.append('.'), text(PART_START, partLength));
        UriText.appendForUrn(urn.append('.'), text(serialStart(), serialLength));
        return urn.toString();
    }

    private String text(int start, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(character(epc, start + 6 * i));
        }
        return text.toString();
    }
}
