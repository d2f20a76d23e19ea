package io.tagline.edge.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagline.edge.health.Counters;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.TagReportWriter;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadMapperTest {

    private static final ReaderId DOCK = new ReaderId("dock-a");
    private static final PortalAntenna ONE = new PortalAntenna(new PortalId("door-1"), DOCK, 1, Side.INSIDE, 0);
    private static final PortalAntenna TWO = new PortalAntenna(new PortalId("door-1"), DOCK, 2, Side.OUTSIDE, 1);
    private static final byte[] EPC = HexFormat.of().parseHex("303400000000000000000001");

    /** 2026-11-22T08:00:00Z on the reader's clock. */
    private static final long UTC = 1_795_334_400_000_000L;

    private final Counters counters = new Counters();
    private final ReadMapper mapper = new ReadMapper(DOCK, new PortalMap(List.of(ONE, TWO)), counters);
    private final TagReportWriter writer = new TagReportWriter();

    @Test
    void aReadCarriesItsAntennaTagStrengthAndTheTimeTheAntennaSawIt() {
        mapper.connected();
        mapper.learn(ReaderTime.utc(UTC), ms(10_000));
        writer.tag(EPC, 96).antenna(1).peakRssiDbm(-61).lastSeenUtcMicros(UTC + 1_000_000);
        writer.tag(EPC, 96).antenna(2).peakRssiDbm(-55).lastSeenUtcMicros(UTC + 1_200_000);
        List<TagRead> reads = map(ms(11_300));
        assertThat(reads).hasSize(2);
        assertThat(reads.get(0).at()).isSameAs(ONE);
        assertThat(reads.get(0).epc().hex()).isEqualTo("303400000000000000000001");
        assertThat(reads.get(0).rssiDbm()).isEqualTo(-61);
        assertThat(reads.get(0).tickNanos()).isCloseTo(ms(11_000), within(ms(1)));
        assertThat(reads.get(1).at()).isSameAs(TWO);
        assertThat(reads.get(1).tickNanos()).isCloseTo(ms(11_200), within(ms(1)));
    }

    /** Law 7: what a reader held while the network was away is never restamped to now. */
    @Test
    void readsThatTheReaderHeldKeepTheTimeAtWhichTheyWereSeen() {
        mapper.connected();
        mapper.learn(ReaderTime.utc(UTC), ms(600_000));
        writer.tag(EPC, 96).antenna(1).lastSeenUtcMicros(UTC - 300_000_000);
        assertThat(map(ms(600_100)).get(0).tickNanos()).isCloseTo(ms(300_000), within(ms(1)));
    }

    /** Seen before and after its NTP set the reader's clock back by an hour: both were seen just now. */
    @Test
    void aReportAcrossAStepBackOfTheReadersClockHasNoReadOfAnHourAgo() {
        mapper.connected();
        mapper.learn(ReaderTime.utc(UTC), ms(10_000));
        writer.tag(EPC, 96).antenna(1).lastSeenUtcMicros(UTC + 1_000_000);
        map(ms(11_001));
        writer.tag(EPC, 96).antenna(1).lastSeenUtcMicros(UTC + 1_200_000);
        writer.tag(EPC, 96).antenna(2).lastSeenUtcMicros(UTC + 1_400_000 - 3_600_000_000L);

        assertThat(map(ms(11_500))).hasSize(2).allSatisfy(read -> assertThat(read.tickNanos())
                .isBetween(ms(11_000), ms(11_500)));
    }

    @Test
    void aReaderWithoutAClockIsDatedByItsUptime() {
        mapper.connected();
        mapper.learn(ReaderTime.uptime(5_000_000), ms(20_000));
        writer.tag(EPC, 96).antenna(1).firstSeenUptimeMicros(6_000_000);
        assertThat(map(ms(21_500)).get(0).tickNanos()).isCloseTo(ms(21_000), within(ms(1)));
    }

    @Test
    void aReadWithoutAnyTimeIsDatedByItsArrival() {
        writer.tag(EPC, 96).antenna(1);
        assertThat(map(ms(7_000)).get(0).tickNanos()).isCloseTo(ms(7_000), within(ms(1)));
    }

    @Test
    void aStampThatIsNoTimeSpoilsNoOtherOfItsReport() {
        mapper.connected();
        mapper.learn(ReaderTime.utc(UTC), ms(10_000));
        writer.tag(EPC, 96).antenna(1).lastSeenUtcMicros(UTC + 1_000_000);
        writer.tag(EPC, 96).antenna(2).lastSeenUtcMicros(Long.MAX_VALUE);
        List<TagRead> reads = map(ms(11_300));
        assertThat(reads.get(0).tickNanos()).isCloseTo(ms(11_000), within(ms(1)));
        assertThat(reads.get(1).tickNanos()).isEqualTo(ms(11_300));
    }

    @Test
    void whatTheReaderSumsUpCountsAsThatManyReads() {
        writer.tag(EPC, 96).antenna(1).tagSeenCount(7);
        writer.tag(EPC, 96).antenna(2).tagSeenCount(60_000);
        assertThat(map(ms(1))).hasSize(7 + 20);
    }

    @Test
    void aReaderWithOneAntennaNeedNotNumberIt() {
        ReadMapper lone = new ReadMapper(DOCK, new PortalMap(List.of(ONE)), counters);
        writer.tag(EPC, 96).peakRssiDbm(-61);
        List<TagRead> reads = lone.map(new TagReportCursor().over(writer.toFrame(1)), ms(1));
        assertThat(reads).singleElement().satisfies(read -> assertThat(read.at())
                .isSameAs(ONE));
    }

    @Test
    void impinjsFinerSignalStrengthGoesFirst() {
        writer.tag(EPC, 96).antenna(1).peakRssiDbm(-61).vendor(TagReportCursor.IMPINJ, 57, (byte) 0xe8, (byte) 0x0c);
        assertThat(map(ms(1)).get(0).rssiDbm()).isEqualTo(-61.32f);
    }

    @Test
    void readsThatBelongToNoPortalAreCountedAndGoNoFurther() {
        writer.tag(EPC, 96).antenna(3);
        writer.tag(EPC, 96);
        writer.tag(EPC, 96).antenna(1);
        assertThat(map(ms(1))).hasSize(1);
        assertThat(counters.totals())
                .containsEntry("tagline_reads_unmapped_total", 2L)
                .containsEntry("tagline_reads_total", 1L);
    }

    @Test
    void aTagWhoseLengthNoEpcBankHasIsCountedAsRefused() {
        writer.tag(new byte[100], 800).antenna(1);
        writer.tag(new byte[0], 0).antenna(1);
        writer.tag(EPC, 96).antenna(1);
        assertThat(map(ms(1))).hasSize(1);
        assertThat(counters.totals()).containsEntry("tagline_reads_refused_total", 2L);
    }

    private List<TagRead> map(long receiveTick) {
        return mapper.map(new TagReportCursor().over(writer.toFrame(1)), receiveTick);
    }

    private static long ms(long ms) {
        return Duration.ofMillis(ms).toNanos();
    }
}
