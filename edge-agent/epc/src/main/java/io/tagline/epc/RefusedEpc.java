package io.tagline.epc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A malformed tag. Keeps numbers and makes its sentence only when asked: strays of this kind pass a door in thousands.
 *
 * @param named the scheme of the header, if there is one
 * @param what the field, in words
 * @param found the value, whose meaning depends on the fault
 * @param limit what was expected, likewise
 */
record RefusedEpc(Epc epc, @Nullable EpcScheme named, IdentityFault because, String what, long found, long limit)
        implements EpcIdentity {
    @Override
    public Kind kind() {
        return Kind.REFUSED;
    }

    @Override
    public Optional<EpcScheme> scheme() {
        return Optional.ofNullable(named);
    }

    @Override
    public Optional<IdentityFault> fault() {
        return Optional.of(because);
    }

    @Override
    public String reason() {
        return (epc.bits() == 0 ? "EPC" : "EPC " + epc) + (named == null ? " " : " (" + named + ") ") + complaint();
    }

    private String complaint() {
        return switch (because) {
            case EMPTY -> "is empty: the tag reports 0 bits";
            case TOO_SHORT -> "has " + found + " bits; expected at least " + limit;
            case UNPROGRAMMED -> "begins with 00: the tag was never written";
            case UNKNOWN_HEADER ->
                "begins with " + Hex.of((int) found, 2) + ", "
                        + (found == 0xE2 ? "which is a chip's TID, no EPC" : "a header that names no scheme");
            case BAD_PARTITION -> "has partition " + found + "; expected 0 to " + limit;
            case FIELD_OVERFLOW -> "has " + what + " " + found + "; expected at most " + limit;
            case EMPTY_FIELD -> "has an empty " + what + "; expected at least one character";
            case TRAILING_DATA -> "has data after its " + what + ", from bit " + found + " on; expected zeros";
            case RESERVED_BITS -> "has reserved bits set after bit " + found + "; expected zeros";
            case BAD_DIGIT ->
                "has " + Hex.of((int) found, 1) + " as digit " + limit + " of its " + what + "; expected 0 to 9";
            case BAD_CHARACTER ->
                "has character code " + found + " at position " + limit + " of its " + what
                        + ", outside the allowed set";
            case BAD_ENCODING_INDICATOR ->
                "has encoding indicator " + found + " for its " + what + "; expected 0 to " + limit;
            case BAD_CHECK_DIGIT -> "has check digit " + found + " in its " + what + "; expected " + limit;
            case BAD_FORMAT -> "has " + what + " number " + found + "; expected a first digit of " + limit;
            case NOT_HEX,
                    TOO_LONG,
                    BAD_GCP_LENGTH,
                    BAD_FILTER,
                    LEADING_ZERO,
                    BAD_LENGTH,
                    UNKNOWN_COUNTRY,
                    RESERVED_SERVICE_INDICATOR ->
                // faults of typed numbers, which no tag has
                "is refused: " + because;
        };
    }
}
