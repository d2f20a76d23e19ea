package io.tagline.epc;

/** A location, such as a dock door: GLN (AI 414) and extension (AI 254) (EPC TDS 2.x §6.3). */
public final class Sgln {
    private static final int GLN_LENGTH = 13;

    private Sgln() {}

    /**
     * Encodes an SGLN-96 tag (header 32).
     *
     * @param gln 13 digits
     * @param companyPrefixLength digits of the company prefix, 6 to 12
     * @param extension a number below 2^41 without leading zeros; "0" means none
     * @param filter 0 all others
     * @throws IdentityException naming value and expectation
     */
    public static Epc toEpc96(String gln, int companyPrefixLength, String extension, int filter) {
        return encode(EpcScheme.SGLN_96, gln, companyPrefixLength, extension, filter);
    }

    /**
     * Encodes an SGLN-195 tag (header 39), whose extension is 1 to 20 characters of GS1 character set 82.
     *
     * @throws IdentityException naming value and expectation
     * @see #toEpc96
     */
    public static Epc toEpc195(String gln, int companyPrefixLength, String extension, int filter) {
        return encode(EpcScheme.SGLN_195, gln, companyPrefixLength, extension, filter);
    }

    private static Epc encode(EpcScheme scheme, String gln, int companyPrefixLength, String extension, int filter) {
        Gs1CheckDigit.require("GLN", gln, GLN_LENGTH);
        EpcEncoder.check("GLN '" + gln + "'", companyPrefixLength, filter);
        return EpcEncoder.encode(scheme, gln.substring(0, GLN_LENGTH - 1), companyPrefixLength, extension, filter);
    }
}
