package io.tagline.epc;

/** Writes GS1 keys into EPC TDS 1.x schemes. One per call; {@link Sscc} and its like are the way in. */
final class EpcEncoder {
    private EpcEncoder() {}

    /**
     * Encodes a key.
     *
     * @param digits company prefix and reference as the scheme orders them, without check digit; for a GIAI only the
     *     company prefix
     * @param serial ignored by schemes that have none
     */
    static Epc encode(EpcScheme scheme, String digits, int prefixLength, String serial, int filter) {
        PartitionedLayout layout = scheme.partitioned();
        int partition = 12 - prefixLength;
        EpcWriter epc = new EpcWriter(layout.bits(), scheme.header())
                .put(filter, 3)
                .put(partition, 3)
                .put(Long.parseLong(digits, 0, prefixLength, 10), PartitionedLayout.prefixBits(partition));
        if (layout.hasReference()) {
            epc.put(number(digits.substring(prefixLength)), layout.referenceBits(partition));
        }
        int bits = layout.serialBits(partition);
        switch (layout.serial()) {
            case NONE -> {}
            case NUMBER -> epc.put(serialNumber(scheme, serial, bits), bits);
            case NUMERAL -> epc.put(Long.parseLong("1" + serial), bits);
            case TEXT -> epc.text(checkedText(scheme, serial, layout.serialLength(partition)));
        }
        return epc.finish();
    }

    /**
     * Refuses a prefix length or filter that no scheme has; called before digits are cut up by them.
     *
     * @param what the thing and its value, for the message
     */
    static void check(String what, int prefixLength, int filter) {
        if (prefixLength < 6 || prefixLength > 12) {
            throw new IdentityException(
                    IdentityFault.BAD_GCP_LENGTH,
                    what + ": company prefix of " + prefixLength + " digits; expected 6 to 12");
        }
        if (filter < 0 || filter > 7) {
            throw new IdentityException(IdentityFault.BAD_FILTER, what + ": filter " + filter + "; expected 0 to 7");
        }
    }

    private static long number(String digits) {
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static long serialNumber(EpcScheme scheme, String serial, int bits) {
        if (serial.isEmpty()) {
            throw new IdentityException(IdentityFault.EMPTY_FIELD, scheme + " serial is empty; expected digits");
        }
        if (!Characters.allDigits(serial)) {
            throw new IdentityException(
                    IdentityFault.BAD_CHARACTER,
                    scheme + " serial '" + serial + "' must be digits (0-9); the longer scheme takes letters");
        }
        if (serial.length() > 1 && serial.charAt(0) == '0') {
            throw new IdentityException(
                    IdentityFault.LEADING_ZERO,
                    scheme + " serial '" + serial
                            + "' begins with 0, which a number loses; the longer scheme keeps it");
        }
        long max = (1L << bits) - 1;
        // 19 digits may overflow a signed long
        if (serial.length() > 19 || Long.compareUnsigned(Long.parseUnsignedLong(serial), max) > 0) {
            throw new IdentityException(
                    IdentityFault.FIELD_OVERFLOW,
                    scheme + " serial '" + serial + "' is too large; expected at most " + max);
        }
        return Long.parseLong(serial);
    }

    private static String checkedText(EpcScheme scheme, String serial, int maxLength) {
        if (serial.isEmpty()) {
            throw new IdentityException(IdentityFault.EMPTY_FIELD, scheme + " serial is empty; expected text");
        }
        for (int i = 0; i < serial.length(); i++) {
            if (!Characters.isInSet82(serial.charAt(i))) {
                throw new IdentityException(
                        IdentityFault.BAD_CHARACTER,
                        scheme + " serial '" + serial + "' has '" + serial.charAt(i) + "' at position " + (i + 1)
                                + ", outside GS1 character set 82");
            }
        }
        if (serial.length() > maxLength) {
            throw new IdentityException(
                    IdentityFault.FIELD_OVERFLOW,
                    scheme + " serial '" + serial + "' has " + serial.length() + " characters; expected at most "
                            + maxLength);
        }
        return serial;
    }
}
