package io.tagline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages of released agents: added to, never changed. Whatever the present codec writes must read as they do. */
class GoldenMessagesTest {
    @Test
    void scansReadAsTheyWereMeantAndSurviveBeingWrittenAgain() throws Exception {
        ReceivedScans golden = WireCodec.decodeScans(golden("scans-three.json"));
        assertThat(golden.refused()).isEmpty();
        assertThat(golden.journal()).isEqualTo(UUID.fromString("0198c1de-7a11-7c3e-9a51-5a0b6f2d4e10"));
        assertThat(golden.scans().get(0))
                .isEqualTo(new Scan(
                        41,
                        "door-1",
                        "3174257BF4499602D2000000",
                        Direction.OUT,
                        Instant.parse("2026-03-01T08:15:30.125Z"),
                        Instant.parse("2026-03-01T08:15:29.400Z"),
                        Instant.parse("2026-03-01T08:15:31.050Z"),
                        37,
                        OptionalDouble.of(-48.5),
                        0.993,
                        ClockQuality.SYNCED,
                        4));
        assertThat(golden.scans().get(2).peakRssiDbm()).isEmpty();

        Payload again = WireCodec.encode(new ScanBatch(golden.journal(), golden.scans()));
        assertThat(WireCodec.decodeScans(again)).isEqualTo(golden);
    }

    @Test
    void receiptReadsAsItWasMeantAndSurvivesBeingWrittenAgain() throws Exception {
        Receipt golden = WireCodec.decodeReceipt(golden("receipt-with-gap.json"));
        assertThat(golden.committed()).containsExactly(new SeqRange(1, 40), new SeqRange(43, 43));
        assertThat(golden.wanted()).containsExactly(new SeqRange(41, 42));
        assertThat(WireCodec.decodeReceipt(WireCodec.encode(golden))).isEqualTo(golden);
    }

    @Test
    void manifestReadsAsItWasMeantAndSurvivesBeingWrittenAgain() throws Exception {
        Manifest golden = WireCodec.decodeManifest(golden("manifest-two-doors.json"));
        assertThat(golden.version()).isEqualTo(1_772_352_000_000L);
        assertThat(golden.portals().get("door-1"))
                .isEqualTo(new Manifest.Portal(
                        "YUL-17",
                        Direction.OUT,
                        List.of(
                                new Manifest.Expected("3174257BF4499602D2000000", "CC000000005CA"),
                                new Manifest.Expected("3174257BF4499602D2000001", "CC000000014CA")),
                        Map.of("3174257BF4499602D2000002", new Manifest.Refusal("CC000000028CA", "customs"))));
        assertThat(golden.portals().get("door-2"))
                .isEqualTo(new Manifest.Portal(
                        "YYZ-3",
                        Direction.UNKNOWN,
                        List.of(new Manifest.Expected("3174257BF4499602D2000003", "CC000000031CA")),
                        Map.of()));
        assertThat(WireCodec.decodeManifest(WireCodec.encode(golden))).isEqualTo(golden);
    }

    @Test
    void healthReadsAsItWasMeantAndSurvivesBeingWrittenAgain() throws Exception {
        Health golden = WireCodec.decodeHealth(golden("health-two-readers.json"));
        assertThat(golden.readers())
                .extracting(Health.ReaderHealth::state)
                .containsExactly("reading", "in-use-elsewhere");
        assertThat(golden.portals().get(1).lastScanAt()).isEmpty();
        assertThat(golden.journal().pending()).isEqualTo(2);
        assertThat(golden.counters()).containsEntry("tagline_scans_total", 4321L);
        assertThat(WireCodec.decodeHealth(WireCodec.encode(golden))).isEqualTo(golden);
    }

    @Test
    void problemsReadAsTheyWereMeantAndSurviveBeingWrittenAgain() throws Exception {
        Health golden = WireCodec.decodeHealth(golden("health-three-problems.json"));
        assertThat(golden.problems())
                .containsExactly(
                        new Health.Problem(
                                "reader-in-use",
                                "dock-a: another client holds the reader",
                                Instant.parse("2026-03-01T08:10:00Z")),
                        new Health.Problem("clock-free", "", Instant.parse("2026-03-01T08:05:00.500Z")),
                        new Health.Problem(
                                "something-newer",
                                "that this hub does not know",
                                Instant.parse("2026-03-01T08:15:39Z")));
        assertThat(WireCodec.decodeHealth(WireCodec.encode(golden))).isEqualTo(golden);
    }

    @Test
    void earlierJournalsReadAsTheyWereMeantAndSurviveBeingWrittenAgain() throws Exception {
        Health golden = WireCodec.decodeHealth(golden("health-earlier-journals.json"));
        assertThat(golden.journal().earlier())
                .containsExactly(
                        new Health.EarlierJournal(UUID.fromString("0198c1de-7a11-7c3e-9a51-5a0b6f2d4e10"), 30, 43, 0),
                        new Health.EarlierJournal(UUID.fromString("0198c1de-7a11-7c3e-9a51-5a0b6f2d4e11"), 1, 5, 2));
        assertThat(WireCodec.decodeHealth(WireCodec.encode(golden))).isEqualTo(golden);
        assertThat(WireCodec.decodeHealth(golden("health-two-readers.json"))
                        .journal()
                        .earlier())
                .isEmpty();
    }

    @Test
    void clocksOfReadersReadAsTheyWereMeantAndSurviveBeingWrittenAgain() throws Exception {
        Health golden = WireCodec.decodeHealth(golden("health-reader-clocks.json"));
        assertThat(golden.readers())
                .extracting(Health.ReaderHealth::clock)
                .containsExactly(Optional.of(new Health.ReaderClock(-90_000, 12)), Optional.empty());
        assertThat(WireCodec.decodeHealth(WireCodec.encode(golden))).isEqualTo(golden);
    }

    @Test
    void anAgentThatNamesNoProblemsHasNone() throws Exception {
        assertThat(WireCodec.decodeHealth(golden("health-two-readers.json")).problems())
                .isEmpty();
    }

    @Test
    void statusReadsAsItWasMeant() throws Exception {
        assertThat(WireCodec.decodeStatus(golden("status-online.json"))).isEqualTo(AgentStatus.ONLINE);
        assertThat(WireCodec.decodeStatus(golden("status-offline.json"))).isEqualTo(AgentStatus.OFFLINE);
        for (AgentStatus status : AgentStatus.values()) {
            assertThat(WireCodec.decodeStatus(WireCodec.encode(status))).isEqualTo(status);
        }
    }

    private static Payload golden(String name) throws IOException, WireFormatException {
        try (InputStream in = GoldenMessagesTest.class.getResourceAsStream("vectors/v1/" + name)) {
            assertThat(in).as(name).isNotNull();
            return Payload.received(in.readAllBytes(), "");
        }
    }
}
