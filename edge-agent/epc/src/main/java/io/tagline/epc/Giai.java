package io.tagline.epc;

/** Individual asset, such as a vehicle; has no check digit (AI 8004; EPC TDS 2.x §6.3). */
public final class Giai {
    private static final int MAX_LENGTH = 30;

    private Giai() {}

    /**
     * Encodes a GIAI-96 tag (header 34).
     *
     * @param giai company prefix, then the asset's number, without leading zeros
     * @param companyPrefixLength digits of the company prefix, 6 to 12
     * @param filter 0 all others
     * @throws IdentityException naming value and expectation
     */
    public static Epc toEpc96(String giai, int companyPrefixLength, int filter) {
        return encode(EpcScheme.GIAI_96, giai, companyPrefixLength, filter);
    }

    /**
     * Encodes a GIAI-202 tag (header 38), whose asset reference is text of GS1 character set 82; there is room for a
     * 13-character S10 number.
     *
     * @throws IdentityException naming value and expectation
     * @see #toEpc96
     */
    public static Epc toEpc202(String giai, int companyPrefixLength, int filter) {
        return encode(EpcScheme.GIAI_202, giai, companyPrefixLength, filter);
    }

    private static Epc encode(EpcScheme scheme, String giai, int companyPrefixLength, int filter) {
        EpcEncoder.check("GIAI '" + giai + "'", companyPrefixLength, filter);
        if (giai.length() <= companyPrefixLength || giai.length() > MAX_LENGTH) {
            throw new IdentityException(
                    IdentityFault.BAD_LENGTH,
                    "GIAI '" + giai + "' has " + giai.length() + " characters; expected " + (companyPrefixLength + 1)
                            + " to " + MAX_LENGTH);
        }
        String prefix = giai.substring(0, companyPrefixLength);
        if (!Characters.allDigits(prefix)) {
            throw new IdentityException(
                    IdentityFault.BAD_FORMAT,
                    "GIAI '" + giai + "' must begin with a company prefix of " + companyPrefixLength + " digits");
        }
        return EpcEncoder.encode(scheme, prefix, companyPrefixLength, giai.substring(companyPrefixLength), filter);
    }
}
