package io.tagline.epc;

/** A trade item with its serial: GTIN (AI 01) and serial (AI 21), on tags as SGTIN (EPC TDS 2.x §6.3). */
public final class Sgtin {
    private static final int GTIN_LENGTH = 14;

    private Sgtin() {}

    /**
     * Encodes an SGTIN-96 tag (header 30).
     *
     * @param gtin 14 digits; a shorter GTIN has zeros in front
     * @param companyPrefixLength digits of the company prefix, 6 to 12
     * @param serial a number below 2^38 without leading zeros
     * @param filter 0 all others, 1 point of sale, 2 full case, 6 unit load
     * @throws IdentityException naming value and expectation
     */
    public static Epc toEpc96(String gtin, int companyPrefixLength, String serial, int filter) {
        return encode(EpcScheme.SGTIN_96, gtin, companyPrefixLength, serial, filter);
    }

    /**
     * Encodes an SGTIN-198 tag (header 36).
     *
     * @param serial 1 to 20 characters of GS1 character set 82
     * @throws IdentityException naming value and expectation
     * @see #toEpc96
     */
    public static Epc toEpc198(String gtin, int companyPrefixLength, String serial, int filter) {
        return encode(EpcScheme.SGTIN_198, gtin, companyPrefixLength, serial, filter);
    }

    private static Epc encode(EpcScheme scheme, String gtin, int companyPrefixLength, String serial, int filter) {
        Gs1CheckDigit.require("GTIN", gtin, GTIN_LENGTH);
        EpcEncoder.check("GTIN '" + gtin + "'", companyPrefixLength, filter);
        // the indicator digit belongs to the item reference, behind the company prefix
        String digits = gtin.substring(1, 1 + companyPrefixLength)
                + gtin.charAt(0)
                + gtin.substring(1 + companyPrefixLength, GTIN_LENGTH - 1);
        return EpcEncoder.encode(scheme, digits, companyPrefixLength, serial, filter);
    }
}
