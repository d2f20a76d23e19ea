package io.tagline.epc;

/** Returnable asset, such as a roll cage or a tray (AI 8003; EPC TDS 2.x §6.3). */
public final class Grai {
    /** A zero, then 13 digits with check digit; the serial follows. */
    private static final int BASE_LENGTH = 14;

    private static final int MAX_SERIAL = 16;

    private Grai() {}

    /**
     * Encodes a GRAI-96 tag (header 33).
     *
     * @param grai 14 digits, of which the first is 0, then a serial: a number below 2^38 without leading zeros
     * @param companyPrefixLength digits of the company prefix, 6 to 12
     * @param filter 0 all others
     * @throws IdentityException naming value and expectation
     */
    public static Epc toEpc96(String grai, int companyPrefixLength, int filter) {
        return encode(EpcScheme.GRAI_96, grai, companyPrefixLength, filter);
    }

    /**
     * Encodes a GRAI-170 tag (header 37), whose serial is 1 to 16 characters of GS1 character set 82.
     *
     * @throws IdentityException naming value and expectation
     * @see #toEpc96
     */
    public static Epc toEpc170(String grai, int companyPrefixLength, int filter) {
        return encode(EpcScheme.GRAI_170, grai, companyPrefixLength, filter);
    }

    private static Epc encode(EpcScheme scheme, String grai, int companyPrefixLength, int filter) {
        if (grai.length() <= BASE_LENGTH || grai.length() > BASE_LENGTH + MAX_SERIAL) {
            throw new IdentityException(
                    IdentityFault.BAD_LENGTH,
                    "GRAI '" + grai + "' has " + grai.length() + " characters; expected " + (BASE_LENGTH + 1) + " to "
                            + (BASE_LENGTH + MAX_SERIAL));
        }
        if (grai.charAt(0) != '0') {
            throw new IdentityException(IdentityFault.BAD_FORMAT, "GRAI '" + grai + "' must begin with 0");
        }
        String base = Gs1CheckDigit.require("GRAI", grai.substring(1, BASE_LENGTH), BASE_LENGTH - 1);
        EpcEncoder.check("GRAI '" + grai + "'", companyPrefixLength, filter);
        String digits = base.substring(0, base.length() - 1);
        return EpcEncoder.encode(scheme, digits, companyPrefixLength, grai.substring(BASE_LENGTH), filter);
    }
}
