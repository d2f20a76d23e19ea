package io.tagline.epc;

/** Why tag memory or a typed number is no identity. Used by dead letters, metrics and tests; names are stable. */
public enum IdentityFault {
    /** Nothing is there: a tag with no EPC, an empty number. */
    EMPTY,
    /** A character is neither 0-9 nor A-F. */
    NOT_HEX,
    /** Memory ends before the scheme does. */
    TOO_SHORT,
    /** More than the 496 bits that an EPC bank can hold (Gen2 v2 §6.3.2.1.2: 31 words). */
    TOO_LONG,
    /** Bits after the end of the EPC or of a text inside it are not zero. */
    TRAILING_DATA,
    /** Bits that the scheme reserves are not zero. */
    RESERVED_BITS,
    /** The tag was never written: header 00. */
    UNPROGRAMMED,
    /** GS1 assigned no scheme to this header. */
    UNKNOWN_HEADER,
    /** Partition 7. */
    BAD_PARTITION,
    /** A number or text is larger than its field allows. */
    FIELD_OVERFLOW,
    /** A field that must say something is empty. */
    EMPTY_FIELD,
    /** A four-bit digit above 9, or a letter where a digit belongs. */
    BAD_DIGIT,
    /** A character outside the set that the scheme allows. */
    BAD_CHARACTER,
    /** A "+" scheme's encoding indicator 6 or 7, which are reserved. */
    BAD_ENCODING_INDICATOR,
    /** The check digit does not follow from the others. */
    BAD_CHECK_DIGIT,
    /** A company prefix of fewer than 6 or more than 12 digits. */
    BAD_GCP_LENGTH,
    /** A filter value outside 0 to 7. */
    BAD_FILTER,
    /** A leading zero that a binary number cannot keep. */
    LEADING_ZERO,
    /** A wrong number of characters. */
    BAD_LENGTH,
    /** Letters and digits in the wrong places. */
    BAD_FORMAT,
    /** The last two letters of an S10 number are no country that issues them. */
    UNKNOWN_COUNTRY,
    /** An S10 service indicator that UPU S10 keeps for later. */
    RESERVED_SERVICE_INDICATOR
}
