package io.tagline.epc;

/**
 * Serial Shipping Container Code: the 18 digits that name a parcel, pallet or roll cage load (GS1 General
 * Specifications §3.3.1). Used wherever tags for parcels are minted.
 */
public final class Sscc {
    /** Digits, check digit included. */
    public static final int LENGTH = 18;

    private Sscc() {}

    /**
     * Makes an SSCC of its parts and appends the check digit.
     *
     * @param extension extension digit, 0 to 9, free for the company to use
     * @param companyPrefix GS1 company prefix of 6 to 12 digits
     * @param serial serial reference, filled up with zeros to 16 less the prefix's digits
     * @throws IdentityException if a part does not fit
     */
    public static String of(int extension, String companyPrefix, long serial) {
        EpcEncoder.check("company prefix '" + companyPrefix + "'", companyPrefix.length(), 0);
        if (extension < 0 || extension > 9) {
            throw new IdentityException(
                    IdentityFault.FIELD_OVERFLOW, "SSCC extension digit " + extension + "; expected 0 to 9");
        }
        int width = 16 - companyPrefix.length();
        if (serial < 0 || serial >= PowersOfTen.of(width)) {
            throw new IdentityException(
                    IdentityFault.FIELD_OVERFLOW,
                    "SSCC serial " + serial + " of company prefix " + companyPrefix + "; expected 0 to "
                            + (PowersOfTen.of(width) - 1));
        }
        StringBuilder digits = new StringBuilder(LENGTH).append(extension).append(companyPrefix);
        Characters.appendDigits(digits, serial, width);
        return Gs1CheckDigit.complete(digits.toString());
    }

    /**
     * Encodes an SSCC-96 tag (header 31).
     *
     * @param sscc 18 digits
     * @param companyPrefixLength digits of the company prefix, 6 to 12, which the SSCC does not say
     * @param filter 0 all others, 2 full case for transport, 6 unit load
     * @throws IdentityException naming value and expectation
     */
    public static Epc toEpc96(String sscc, int companyPrefixLength, int filter) {
        Gs1CheckDigit.require("SSCC", sscc, LENGTH);
        EpcEncoder.check("SSCC '" + sscc + "'", companyPrefixLength, filter);
        // the extension digit belongs to the serial reference, behind the company prefix
        String digits = sscc.substring(1, 1 + companyPrefixLength)
                + sscc.charAt(0)
                + sscc.substring(1 + companyPrefixLength, LENGTH - 1);
        return EpcEncoder.encode(EpcScheme.SSCC_96, digits, companyPrefixLength, "", filter);
    }
}
