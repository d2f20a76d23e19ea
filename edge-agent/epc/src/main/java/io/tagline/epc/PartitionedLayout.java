package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/**
 * Header, filter (3 bits), partition (3 bits), company prefix, reference, serial: the EPC TDS 1.x schemes. A partition
 * p gives the prefix 12-p digits; what it leaves of the key's bits and digits is the reference's, so that each of the
 * partition tables of EPC TDS §14 follows from two numbers. In a GIAI the serial takes the reference's place.
 *
 * @param keyBits bits of company prefix and reference together
 * @param keyDigits digits of both, indicator or extension digit included, without check digit
 * @param serialBits bits of the serial; whatever the prefix leaves, in a GIAI
 * @param serialLength the most digits or characters of the serial; what the prefix leaves, in a GIAI
 */
record PartitionedLayout(Gs1Key key, int keyBits, int keyDigits, Serial serial, int serialBits, int serialLength)
        implements Layout {
    static final int PREFIX_START = 14;
    private static final int[] PREFIX_BITS = {40, 37, 34, 30, 27, 24, 20};

    enum Serial {
        NONE,
        /** Binary number, so without leading zeros. */
        NUMBER,
        /** Binary number that is a "1" and then the digits (EPC TDS 2.x §14). */
        NUMERAL,
        /** Seven bits a character, ended by a zero character if there is room (EPC TDS 2.x §14). */
        TEXT
    }

    @Override
    public EpcIdentity decode(Epc epc, EpcScheme scheme) {
        RefusedEpc refused = Layout.shorterThan(epc, scheme, bits());
        if (refused != null) {
            return refused;
        }
        int partition = (int) epc.field(11, 3);
        if (partition > 6) {
            return new RefusedEpc(epc, scheme, IdentityFault.BAD_PARTITION, "partition", partition, 6);
        }
        long prefix = epc.field(PREFIX_START, PREFIX_BITS[partition]);
        if (prefix >= PowersOfTen.of(prefixDigits(partition))) {
            return overflow(epc, scheme, "company prefix", prefix, prefixDigits(partition));
        }
        long reference = epc.field(PREFIX_START + PREFIX_BITS[partition], referenceBits(partition));
        if (hasReference() && reference >= PowersOfTen.of(referenceDigits(partition))) {
            return overflow(epc, scheme, "reference", reference, referenceDigits(partition));
        }
        refused = checkSerial(epc, scheme, partition);
        if (refused == null) {
            refused = checkRest(epc, scheme);
        }
        return refused != null ? refused : new PartitionedEpc(epc, scheme, this, partition, prefix, reference);
    }

    private static RefusedEpc overflow(Epc epc, EpcScheme scheme, String what, long value, int digits) {
        return new RefusedEpc(epc, scheme, IdentityFault.FIELD_OVERFLOW, what, value, PowersOfTen.of(digits) - 1);
    }

    private @Nullable RefusedEpc checkSerial(Epc epc, EpcScheme scheme, int partition) {
        int start = serialStart(partition);
        return switch (serial) {
            case NONE, NUMBER -> null;
            case NUMERAL -> Numeral.check(epc, scheme, start, serialBits);
            case TEXT -> PackedText.check(epc, scheme, start, serialBits(partition), serialLength(partition));
        };
    }

    private @Nullable RefusedEpc checkRest(Epc epc, EpcScheme scheme) {
        int used = PREFIX_START + keyBits + serialBits;
        if (!epc.zeroBetween(used, bits())) {
            return new RefusedEpc(epc, scheme, IdentityFault.RESERVED_BITS, "reserved", used, 0);
        }
        return Layout.notZeroAfter(epc, scheme, bits());
    }

    /** Length of the whole EPC; SSCC and GSRN are filled up to 96 bits with reserved ones. */
    int bits() {
        return Math.max(96, PREFIX_START + keyBits + serialBits);
    }

    boolean hasReference() {
        return key != Gs1Key.GIAI;
    }

    static int prefixDigits(int partition) {
        return 12 - partition;
    }

    static int prefixBits(int partition) {
        return PREFIX_BITS[partition];
    }

    int referenceDigits(int partition) {
        return hasReference() ? keyDigits - prefixDigits(partition) : 0;
    }

    int referenceBits(int partition) {
        return hasReference() ? keyBits - PREFIX_BITS[partition] : 0;
    }

    int serialStart(int partition) {
        return PREFIX_START + PREFIX_BITS[partition] + referenceBits(partition);
    }

    int serialBits(int partition) {
        return hasReference() ? serialBits : keyBits - PREFIX_BITS[partition];
    }

    int serialLength(int partition) {
        return hasReference() ? serialLength : keyDigits - prefixDigits(partition);
    }
}
