package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.ReaderEvent.BufferFilling;
import io.tagline.llrp.ReaderEvent.BufferOverflowed;
import io.tagline.llrp.TagField;
import io.tagline.llrp.TagReportCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TagReportTest {
    private static final String PARCEL = "3114f4e4e43b9aca01000000";
    private static final String OTHER = "3114f4e4e43b9aca02000000";
    private static final String NOTHING = "00";
    private static final String NEVER = "00 00000000";

    @Test
    void reportCarriesAllThatWasSelectedAndOurCursorReadsIt() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = readingClient(reader, 1, "ffc0")) {
            assertThat(reader.read(PARCEL, 2, -47)).isTrue();

            TagReportCursor tag = onlyTag(client);
            assertThat(tag.epcHex()).isEqualTo(PARCEL);
            assertThat(tag.roSpecId()).isEqualTo(7);
            assertThat(tag.specIndex()).isEqualTo(1);
            assertThat(tag.inventoryParameterSpecId()).isEqualTo(1);
            assertThat(tag.antenna()).isEqualTo(2);
            assertThat(tag.peakRssiDbm()).isEqualTo(-47);
            assertThat(tag.channelIndex()).isEqualTo(1);
            assertThat(tag.firstSeenUtcMicros() / 1_000).isCloseTo(Instant.now().toEpochMilli(), within(10_000L));
            assertThat(tag.lastSeenUtcMicros()).isEqualTo(tag.firstSeenUtcMicros());
            assertThat(tag.tagSeenCount()).isEqualTo(1);
            assertThat(tag.accessSpecId()).isZero();
            assertThat(tag.unknownParameters()).isZero();
        }
    }

    @Test
    void reportCarriesNothingThatWasNotSelected() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                // EnableAntennaID and EnablePeakRSSI
                BareClient client = readingClient(reader, 1, "1400")) {
            reader.read(PARCEL, 1, -50);
            assertThat(fields(onlyTag(client))).isEqualTo(EnumSet.of(TagField.ANTENNA, TagField.PEAK_RSSI));
        }
    }

    /** Tag memory of 144 bits occurs in captures of real readers. */
    @Test
    void tagThatIsNot96BitsLongIsReportedWhole() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = readingClient(reader, 1, "0000")) {
            String longer = PARCEL + "0123456789ab";
            reader.read(longer, 1, -50);
            TagReportCursor tag = onlyTag(client);
            assertThat(tag.epcHex()).isEqualTo(longer);
            assertThat(tag.epcBits()).isEqualTo(144);
        }
    }

    /** Gen2: 0x3000 says six words; 0x0dad is CRC-16/GENIBUS over PC and EPC, worked out with Python's binascii.crc_hqx. */
    @Test
    void protocolControlAndCrcComeWhenSelected() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                // no field, but C1G2EPCMemorySelector (348) with CRC and PC
                BareClient client = readingClient(reader, 1, "0000" + CommandBytes.tlv("015c", "c0"))) {
            reader.read("000000000000000000000000", 1, -50);
            TagReportCursor tag = onlyTag(client);
            assertThat(tag.c1g2Pc()).isEqualTo(0x3000);
            assertThat(tag.c1g2Crc()).isEqualTo(0x0dad);
            assertThat(fields(tag)).isEqualTo(EnumSet.of(TagField.C1G2_PC, TagField.C1G2_CRC));
        }
    }

    @Test
    void readsOfOneTagAreFoldedUntilThereAreEnoughTags() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = readingClient(reader, 2, "ffc0")) {
            reader.read(PARCEL, 1, -60);
            reader.read(PARCEL, 1, -44);
            reader.read(PARCEL, 1, -58);
            reader.read(OTHER, 1, -70);

            TagReportCursor tag = new TagReportCursor().over(client.next(LlrpMessageType.RO_ACCESS_REPORT));
            assertThat(tag.next()).isTrue();
            assertThat(tag.epcHex()).isEqualTo(PARCEL);
            assertThat(tag.tagSeenCount()).isEqualTo(3);
            assertThat(tag.peakRssiDbm()).isEqualTo(-44);
            assertThat(tag.lastSeenUtcMicros()).isGreaterThanOrEqualTo(tag.firstSeenUtcMicros());
            assertThat(tag.next()).isTrue();
            assertThat(tag.epcHex()).isEqualTo(OTHER);
            assertThat(tag.next()).isFalse();
        }
    }

    @Test
    void endOfTheRoSpecAndTheClientsQuestionSendWhatThereIs() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = readingClient(reader, 0, "ffc0")) {
            reader.read(PARCEL, 1, -60);
            client.send(CommandBytes.GET_REPORT);
            assertThat(onlyTag(client).epcHex()).isEqualTo(PARCEL);
            reader.read(OTHER, 1, -60);
            client.send(CommandBytes.stop(7));
            assertThat(onlyTag(client).epcHex()).isEqualTo(OTHER);
        }
    }

    @Test
    void antennasOutsideTheRoSpecAndPulledOnesReadNothing() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = readingClient(reader, 1, "ffc0")) {
            assertThat(reader.read(PARCEL, 3, -50)).isFalse();
            reader.setAntennaConnected(1, false);
            assertThat(reader.read(PARCEL, 1, -50)).isFalse();
            assertThat(reader.read(PARCEL, 2, -50)).isTrue();
            client.answer(CommandBytes.stop(7));
            assertThat(reader.read(PARCEL, 2, -50)).isFalse();
        }
    }

    /** LLRP 1.1 §13.2.6.4. */
    @Test
    void reportsAreHeldUntilTheClientEnablesThem() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = BareClient.greetedBy(reader)) {
            activate(client, 1, "ffc0");
            reader.read(PARCEL, 1, -50);
            assertThat(reader.heldTags()).isEqualTo(1);
            client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
            assertThat(onlyTag(client).epcHex()).isEqualTo(PARCEL);
        }
    }

    @Test
    void readsMadeWhileTheClientWasAwayComeWithTheirOwnTimes() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults())) {
            readingClient(reader, 1, "ffc0").close();
            await().until(() -> !reader.isConnected());
            assertThat(reader.read(PARCEL, 1, -50, Duration.ofMillis(5))).isTrue();
            long readBefore = Instant.now().toEpochMilli();
            try (BareClient client = BareClient.greetedBy(reader)) {
                client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
                TagReportCursor tag = onlyTag(client);
                assertThat(tag.epcHex()).isEqualTo(PARCEL);
                assertThat(tag.firstSeenUtcMicros() / 1_000).isLessThanOrEqualTo(readBefore);
            }
        }
    }

    @Test
    void readerThatDoesNotHoldLosesWhatNobodyHears() throws Exception {
        try (SimulatedReader reader =
                SimulatedReader.start(ReaderOptions.defaults().holdingReports(false))) {
            readingClient(reader, 1, "ffc0").close();
            await().until(() -> !reader.isConnected());
            reader.read(PARCEL, 1, -50);
            assertThat(reader.heldTags()).isZero();
            assertThat(reader.counters().lostTags()).isEqualTo(1);
        }
    }

    @Test
    void fullReportBufferWarnsThenSaysWhatItLost() throws Exception {
        try (SimulatedReader reader =
                        SimulatedReader.start(ReaderOptions.defaults().withReportBuffer(5));
                BareClient client = BareClient.greetedBy(reader)) {
            client.answer(CommandBytes.setConfig(0, true));
            activate(client, 1, "ffc0");
            for (int i = 0; i < 8; i++) {
                reader.read(PARCEL, 1, -50);
            }
            assertThat(reader.counters().lostTags()).isEqualTo(3);
            client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
            client.event();
            assertThat(client.event()).isEqualTo(new BufferFilling(80));
            assertThat(client.event()).isEqualTo(new BufferOverflowed());
        }
    }

    @Test
    void wrongClockStampsWrongTimes() throws Exception {
        ReaderOptions options = ReaderOptions.defaults().withClock(ReaderClock.unset());
        try (SimulatedReader reader = SimulatedReader.start(options);
                BareClient client = readingClient(reader, 1, "ffc0")) {
            reader.read(PARCEL, 1, -50);
            assertThat(onlyTag(client).firstSeenUtcMicros()).isLessThan(60_000_000);
            reader.setClock(ReaderClock.ahead(Duration.ofDays(1)));
            reader.read(PARCEL, 1, -50);
            assertThat(onlyTag(client).firstSeenUtcMicros() / 1_000)
                    .isCloseTo(Instant.now().plus(Duration.ofDays(1)).toEpochMilli(), within(10_000L));
            reader.setClock(ReaderClock.uptimeOnly());
            reader.read(PARCEL, 1, -50);
            TagReportCursor tag = onlyTag(client);
            assertThat(tag.has(TagField.FIRST_SEEN_UTC)).isFalse();
            assertThat(tag.firstSeenUptimeMicros()).isBetween(0L, 60_000_000L);
        }
    }

    /** A client with ROSpec 7 active on antennas 1 and 2, and reports enabled. */
    private static BareClient readingClient(SimulatedReader reader, int tags, String content) throws Exception {
        BareClient client = BareClient.greetedBy(reader);
        client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
        activate(client, tags, content);
        return client;
    }

    private static void activate(BareClient client, int tags, String content) throws Exception {
        assertThat(client.answer(CommandBytes.addRoSpec(7, NOTHING, NEVER, tags, content)))
                .isEqualTo("30: 0");
        assertThat(client.answer(CommandBytes.enable(7))).isEqualTo("34: 0");
        assertThat(client.answer(CommandBytes.start(7))).isEqualTo("32: 0");
    }

    private static TagReportCursor onlyTag(BareClient client) throws Exception {
        LlrpFrame report = client.next(LlrpMessageType.RO_ACCESS_REPORT);
        TagReportCursor cursor = new TagReportCursor().over(report);
        assertThat(cursor.next()).isTrue();
        return cursor;
    }

    private static Set<TagField> fields(TagReportCursor tag) {
        Set<TagField> fields = EnumSet.noneOf(TagField.class);
        for (TagField each : TagField.values()) {
            if (tag.has(each)) {
                fields.add(each);
            }
        }
        return fields;
    }
}
