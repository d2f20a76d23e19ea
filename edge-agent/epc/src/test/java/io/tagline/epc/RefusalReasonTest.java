package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person reads about a tag that is no identity: the tag, the value found and what was expected. */
class RefusalReasonTest {
    @Test
    void reasonNamesTagValueAndExpectation() {
        assertReason("", IdentityFault.EMPTY, "EPC is empty: the tag reports 0 bits");
        assertReason("31", IdentityFault.TOO_SHORT, "EPC 31 (SSCC-96) has 8 bits; expected at least 96");
        assertReason(
                "000000000000000000000001",
                IdentityFault.UNPROGRAMMED,
                "EPC 000000000000000000000001 begins with 00: the tag was never written");
        assertReason(
                "E28011606000020000000001",
                IdentityFault.UNKNOWN_HEADER,
                "EPC E28011606000020000000001 begins with E2, which is a chip's TID, no EPC");
        assertReason(
                "3174257BF4499602D2000001",
                IdentityFault.RESERVED_BITS,
                "EPC 3174257BF4499602D2000001 (SSCC-96) has reserved bits set after bit 72; expected zeros");
        assertReason(
                "331C257BF40C0E4000000190",
                IdentityFault.BAD_PARTITION,
                "EPC 331C257BF40C0E4000000190 (GRAI-96) has partition 7; expected 0 to 6");
        assertReason(
                "3036625A03194E4000001A85",
                IdentityFault.FIELD_OVERFLOW,
                "EPC 3036625A03194E4000001A85 (SGTIN-96) has company prefix 10000000; expected at most 9999999");
        assertReason(
                "F90665018750926946197000",
                IdentityFault.BAD_CHECK_DIGIT,
                "EPC F90665018750926946197000 (SSCC+) has check digit 7 in its SSCC; expected 6");
        assertReason(
                "F90665018750926946196001",
                IdentityFault.TRAILING_DATA,
                "EPC F90665018750926946196001 (SSCC+) has data after its EPC, from bit 84 on; expected zeros");
    }

    private static void assertReason(String hex, IdentityFault fault, String reason) {
        EpcIdentity identity = EpcIdentity.of(Epc.parse(hex));
        assertThat(identity.reason()).isEqualTo(reason);
        assertThat(identity.fault()).contains(fault);
    }

    @Test
    void tagOfAnotherSystemSaysSo() {
        EpcIdentity identity = EpcIdentity.of(new ProtocolControl(0x31A2), Epc.parse("3174257BF4499602D2000000"));
        assertThat(identity.reason())
                .isEqualTo("tag 3174257BF4499602D2000000 has its toggle bit set: AFI A2 under ISO/IEC 15961, no EPC");
        assertThat(identity.pureIdentityUri()).isEmpty();
        Refusals.assertRefused(IdentityFault.FIELD_OVERFLOW, "65536", () -> new ProtocolControl(65_536));
    }

    @Test
    void otherDataBehindAnIdentityAreAllowedWhereTheToggleSaysSo() {
        // SSCC+ as in the reasons above, with the data toggle (the first bit after the header) set
        EpcIdentity identity = EpcIdentity.of(Epc.parse("F98665018750926946196ABC"));
        assertThat(identity.elementString()).contains("(00)665018750926946196");
        assertThat(identity.identityBits()).isEqualTo(84);
    }
}
