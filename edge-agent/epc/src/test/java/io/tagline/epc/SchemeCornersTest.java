package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Corners of EPC TDS that no published vector reaches; bits written field by field. */
class SchemeCornersTest {
    @Test
    void documentSerialBehindAOneKeepsItsLeadingZeros() {
        EpcIdentity identity = gdti113(10_000_000_042L);
        assertThat(identity.pureIdentityUri()).contains("urn:epc:id:gdti:0614141.12345.0000000042");
        assertThat(identity.elementString()).contains("(253)06141411234520000000042");
    }

    @Test
    void documentSerialWithoutItsOneIsRefused() {
        assertThat(gdti113(2_000_042L).reason()).endsWith("has serial number 2000042; expected a first digit of 1");
        assertThat(gdti113(0).fault()).contains(IdentityFault.BAD_FORMAT);
        assertThat(gdti113(1).fault()).contains(IdentityFault.EMPTY_FIELD);
        assertThat(gdti113(199_999_999_999_999_999L).serial()).contains("9".repeat(17));
        assertThat(gdti113(200_000_000_000_000_000L).fault()).contains(IdentityFault.BAD_FORMAT);
    }

    private static EpcIdentity gdti113(long serial) {
        return EpcIdentity.of(new EpcWriter(113, 0x3A)
                .put(1, 3)
                .put(5, 3)
                .put(614141, 24)
                .put(12345, 17)
                .put(serial, 58)
                .finish());
    }

    @Test
    void longestNumberAsSerialIsReadInFull() {
        // 20 digits take 67 bits: 2^64 = 18446744073709551616
        assertThat(sgtinPlus(0, 20, 67, w -> w.put(1, 3).put(0, 64)).serial()).contains("18446744073709551616");
        assertThat(sgtinPlus(0, 20, 67, w -> w.put(7, 3).put(-1, 64)).fault()).contains(IdentityFault.FIELD_OVERFLOW);
        assertThat(sgtinPlus(0, 2, 7, w -> w.put(99, 7)).serial()).contains("99");
        assertThat(sgtinPlus(0, 2, 7, w -> w.put(100, 7)).reason()).endsWith("has serial 100; expected at most 99");
        assertThat(sgtinPlus(0, 21, 70, w -> w.put(0, 64).put(0, 6)).fault()).contains(IdentityFault.FIELD_OVERFLOW);
    }

    @Test
    void serialInUrnCode40IsReadInThrees() {
        // A=1 B=2 C=3: 1 x 1600 + 2 x 40 + 3 + 1; then 9=39, and two pads
        int abc = 1600 + 80 + 3 + 1;
        int nine = 39 * 1600 + 1;
        assertThat(sgtinPlus(5, 4, 32, w -> w.put(abc, 16).put(nine, 16)).serial())
                .contains("ABC9");
        assertThat(sgtinPlus(5, 2, 16, w -> w.put(abc, 16)).fault()).contains(IdentityFault.BAD_CHARACTER);
        assertThat(sgtinPlus(5, 3, 16, w -> w.put(0, 16)).fault()).contains(IdentityFault.BAD_CHARACTER);
        assertThat(sgtinPlus(5, 3, 16, w -> w.put(65_535, 16)).fault()).contains(IdentityFault.BAD_CHARACTER);
    }

    private interface Fields {
        EpcWriter write(EpcWriter writer);
    }

    private static EpcIdentity sgtinPlus(int indicator, int length, int serialBits, Fields serial) {
        EpcWriter writer = new EpcWriter(76 + serialBits, 0xF7)
                .put(0, 4)
                .put(0x80614141123458L, 56)
                .put(indicator, 3)
                .put(length, 5);
        return EpcIdentity.of(serial.write(writer).finish());
    }

    @Test
    void largestAssetNumberTakesAllBitsOfItsField() {
        String largest = Long.toString((1L << 62) - 1);
        EpcIdentity identity = EpcIdentity.of(Giai.toEpc96("061414" + largest, 6, 0));
        assertThat(identity.serial()).contains(largest);
        Refusals.assertRefused(
                IdentityFault.FIELD_OVERFLOW,
                "expected at most " + largest,
                () -> Giai.toEpc96("061414" + (1L << 62), 6, 0));
    }

    @Test
    void ssccIsMadeOfItsPartsOrRefused() {
        assertThat(Sscc.of(1, "0614141", 234_567_890)).isEqualTo("106141412345678908");
        Refusals.assertRefused(IdentityFault.BAD_GCP_LENGTH, "5 digits", () -> Sscc.of(1, "06141", 1));
        Refusals.assertRefused(IdentityFault.BAD_DIGIT, "O614141", () -> Sscc.of(1, "O614141", 1));
        Refusals.assertRefused(
                IdentityFault.FIELD_OVERFLOW, "0 to 999999999", () -> Sscc.of(1, "0614141", 1_000_000_000));
        Refusals.assertRefused(IdentityFault.FIELD_OVERFLOW, "10; expected 0 to 9", () -> Sscc.of(10, "0614141", 1));
    }
}
