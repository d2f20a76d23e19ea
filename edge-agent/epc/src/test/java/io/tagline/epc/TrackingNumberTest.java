package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.epc.TrackingNumber.Kind;
import org.junit.jupiter.api.Test;

class TrackingNumberTest {
    @Test
    void numberIsRecognisedHoweverItIsTyped() {
        assertNumber("rr 473 124 829 gb", Kind.S10, "RR473124829GB");
        assertNumber("1 0614141 234567890 8", Kind.SSCC, "106141412345678908");
        assertNumber("0931 9254 4992 0706\n", Kind.PIN, "0931925449920706");
        assertNumber("1z999aa10123456784", Kind.OTHER, "1Z999AA10123456784");
        assertNumber("TBA-123456", Kind.OTHER, "TBA-123456");
    }

    private static void assertNumber(String typed, Kind kind, String value) {
        assertThat(TrackingNumber.parse(typed)).isEqualTo(new TrackingNumber(kind, value));
        assertThat(TrackingNumber.parse(typed)).hasToString(value);
    }

    @Test
    void mistypedNumberIsRefusedWithTheDigitExpected() {
        assertRefused("RR473124820GB", "S10 number 'RR473124820GB' has check digit 0; expected 9");
        assertRefused("106141412345678907", "SSCC '106141412345678907' has check digit 7; expected 8");
        assertRefused("7035114477138471", "Canada Post PIN '7035114477138471' has check digit 1; expected 2");
    }

    private static void assertRefused(String typed, String message) {
        Refusals.assertRefused(IdentityFault.BAD_CHECK_DIGIT, message, () -> TrackingNumber.parse(typed));
    }

    @Test
    void whatNoOperatorWritesIsRefused() {
        Refusals.assertRefused(IdentityFault.EMPTY, "6 to 40", () -> TrackingNumber.parse(" \t"));
        Refusals.assertRefused(IdentityFault.BAD_LENGTH, "'ABC12' has 5", () -> TrackingNumber.parse("abc12"));
        Refusals.assertRefused(IdentityFault.BAD_LENGTH, "has 41", () -> TrackingNumber.parse("A".repeat(41)));
        Refusals.assertRefused(
                IdentityFault.BAD_CHARACTER, "has '<' at position 1", () -> TrackingNumber.parse("<script>"));
        Refusals.assertRefused(IdentityFault.BAD_CHARACTER, "'ß' at position 1", () -> TrackingNumber.parse("ßABCDE"));
        Refusals.assertRefused(IdentityFault.UNKNOWN_COUNTRY, "'XX'", () -> TrackingNumber.parse("RB123456785XX"));
    }

    @Test
    void kindAndValueCannotContradictEachOther() {
        Refusals.assertRefused(
                IdentityFault.BAD_FORMAT,
                "'ABCDEF' is no normalised SSCC",
                () -> new TrackingNumber(Kind.SSCC, "ABCDEF"));
        Refusals.assertRefused(IdentityFault.BAD_FORMAT, "'abcdef'", () -> new TrackingNumber(Kind.OTHER, "abcdef"));
    }

    @Test
    void tagOfAParcelCarriesItsTrackingNumber() {
        EpcIdentity sscc = EpcIdentity.of(Sscc.toEpc96("106141412345678908", 7, 2));
        assertThat(TrackingNumber.carriedBy(sscc)).contains(TrackingNumber.parse("106141412345678908"));

        EpcIdentity s10 = EpcIdentity.of(Giai.toEpc202("0614141RR473124829GB", 7, 0));
        assertThat(TrackingNumber.carriedBy(s10)).contains(TrackingNumber.parse("RR473124829GB"));

        EpcIdentity rollCage = EpcIdentity.of(Grai.toEpc96("00614141123452400", 7, 0));
        assertThat(rollCage.kind()).isEqualTo(EpcIdentity.Kind.IDENTIFIED);
        assertThat(TrackingNumber.carriedBy(rollCage)).isEmpty();
    }
}
