package io.tagline.llrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagReportCursorTest {
    private static final String EPC = "8d" + "3034257bf7194e4000001a85"; // EPC_96

    @Test
    void whatWasWrittenIsRead() {
        byte[] epc = HexFormat.of().parseHex("3034257bf7194e4000001a85");
        TagReportWriter writer = new TagReportWriter();
        writer.tag(epc, 96)
                .roSpecId(4_000_000_000L)
                .specIndex(2)
                .inventoryParameterSpecId(3)
                .antenna(4)
                .peakRssiDbm(-61)
                .channelIndex(7)
                .firstSeenUtcMicros(1_700_000_000_000_000L)
                .lastSeenUtcMicros(1_700_000_000_250_000L)
                .tagSeenCount(12)
                .c1g2Pc(0x3000)
                .c1g2Crc(0xbeef)
                .vendor(TagReportCursor.IMPINJ, 57, HexFormat.of().parseHex("e82c"))
                .vendor(TagReportCursor.IMPINJ, 56, HexFormat.of().parseHex("0fff"));
        writer.tag(new byte[18], 144).firstSeenUptimeMicros(5).lastSeenUptimeMicros(6);

        TagReportCursor report = new TagReportCursor().over(writer.toFrame(1));

        assertThat(report.next()).isTrue();
        assertThat(report.epcHex()).isEqualTo("3034257bf7194e4000001a85");
        assertThat(report.copyEpc()).isEqualTo(epc);
        assertThat(report.roSpecId()).isEqualTo(4_000_000_000L);
        assertThat(report.specIndex()).isEqualTo(2);
        assertThat(report.inventoryParameterSpecId()).isEqualTo(3);
        assertThat(report.antenna()).isEqualTo(4);
        assertThat(report.peakRssiDbm()).isEqualTo(-61);
        assertThat(report.channelIndex()).isEqualTo(7);
        assertThat(report.firstSeenUtcMicros()).isEqualTo(1_700_000_000_000_000L);
        assertThat(report.lastSeenUtcMicros()).isEqualTo(1_700_000_000_250_000L);
        assertThat(report.tagSeenCount()).isEqualTo(12);
        assertThat(report.c1g2Pc()).isEqualTo(0x3000);
        assertThat(report.c1g2Crc()).isEqualTo(0xbeef);
        assertThat(report.impinjPeakRssiCentiDbm()).isEqualTo(-6100);
        assertThat(report.impinjPhase()).isEqualTo(4095);
        assertThat(report.has(TagField.FIRST_SEEN_UPTIME)).isFalse();

        assertThat(report.next()).isTrue();
        assertThat(report.epcBits()).isEqualTo(144);
        assertThat(report.firstSeenUptimeMicros()).isEqualTo(5);
        assertThat(report.lastSeenUptimeMicros()).isEqualTo(6);
        assertThat(report.has(TagField.ANTENNA))
                .as("nothing is left over from the tag before")
                .isFalse();
        assertThat(report.antenna()).isZero();
        assertThat(report.next()).isFalse();
    }

    @Test
    void parametersMayStandInAnyOrder() {
        List<String> parameters = new ArrayList<>(List.of(EPC, "810003", "86c4", "870005", "880002", "8900000001"));
        Random random = Seed.random();
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(parameters, random);
            TagReportCursor report = report(tag(String.join("", parameters)));
            assertThat(report.next()).as("seed %d", Seed.VALUE).isTrue();
            assertThat(List.of(report.antenna(), report.peakRssiDbm(), report.channelIndex(), report.tagSeenCount()))
                    .as("seed %d: %s", Seed.VALUE, parameters)
                    .containsExactly(3, -60, 5, 2);
        }
    }

    @Test
    void anUnknownTlvIsSkippedByItsLengthAndCounted() {
        TagReportCursor report = report(
                "03e6" + "0006" + "0000", // TLV 998 between tags
                tag(EPC + "03e7" + "0007" + "aabbcc" + "810003")); // TLV 999 before the antenna
        assertThat(report.next()).isTrue();
        assertThat(report.antenna()).isEqualTo(3);
        assertThat(report.next()).isFalse();
        assertThat(report.unknownParameters()).isEqualTo(2);
        assertThat(report.refusedTags()).isZero();
    }

    @Test
    void extendedProtocolControlWordsOfLlrp11HideNothing() {
        TagReportCursor report = report(tag(EPC + "931234" + "945678" + "810003"));
        assertThat(report.next()).isTrue();
        assertThat(report.c1g2XpcW1()).isEqualTo(0x1234);
        assertThat(report.c1g2XpcW2()).isEqualTo(0x5678);
        assertThat(report.antenna()).isEqualTo(3);
    }

    @Test
    void aTagWithAnUnknownTvIsRefusedAndTheNextOneIsRead() {
        TagReportCursor report = report(tag(EPC + "fe" + "0102"), tag(EPC + "810003"));
        assertThat(report.next()).isTrue();
        assertThat(report.antenna()).isEqualTo(3);
        assertThat(report.refusedTags()).isEqualTo(1);
        assertThat(report.problem())
                .contains("tag refused: TV parameter type 126 at byte 17 is unknown or does not fit: it takes 0 of the"
                        + " tag's 3 remaining bytes");
    }

    @Test
    void aTagWithoutAnEpcIsRefused() {
        TagReportCursor report = report(tag("810003"));
        assertThat(report.next()).isFalse();
        assertThat(report.refusedTags()).isEqualTo(1);
        assertThat(report.problem()).contains("TagReportData at byte 0 has no EPC");
    }

    @Test
    void anEpcLongerThanItsParameterIsRefused() {
        TagReportCursor report = report(tag("00f1" + "0008" + "0060" + "aabb")); // 96 bits in two bytes
        assertThat(report.next()).isFalse();
        assertThat(report.refusedTags()).isEqualTo(1);
    }

    @Test
    void aReportThatBreaksOffKeepsTheTagsBefore() {
        TagReportCursor report = report(tag(EPC), "00f0" + "ffff" + "8d");
        assertThat(report.next()).isTrue();
        assertThat(report.next()).isFalse();
        assertThat(report.problem()).contains("parameter type 240 at byte 17 takes 65535 bytes; expected 4 to 5");
    }

    private static TagReportCursor report(String... parameters) {
        byte[] body = HexFormat.of().parseHex(String.join("", parameters));
        return new TagReportCursor().over(body, 0, body.length);
    }

    private static String tag(String parameters) {
        return String.format("00f0%04x%s", 4 + parameters.length() / 2, parameters);
    }
}
