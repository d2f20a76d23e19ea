package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.TagReportCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Scenario, radio, ROSpec and socket together, with time driven by hand. */
class PlayedScenarioTest {
    private static final String PARCEL = "3114f4e4e43b9aca01000000";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void walkOutIsReportedFromTheInnerAntennaToTheOuterOne() throws Exception {
        List<String> reads = play();
        assertThat(reads.get(0)).contains("antenna 1");
        assertThat(reads.get(reads.size() - 1)).contains("antenna 2");
    }

    @Test
    void sameSeedAndClockGiveTheSameReports() throws Exception {
        assertThat(play()).isEqualTo(play());
    }

    private static List<String> play() throws Exception {
        AtomicLong nanos = new AtomicLong();
        ReaderOptions options = ReaderOptions.defaults().withTime(() -> NOON, nanos::get);
        Scenario scenario = Scenario.of(Door.of("door-1", 1, 2))
                .withSeed(42)
                .with(new ParcelWalk(PARCEL, "door-1", Movement.OUT, Duration.ofSeconds(1), Duration.ofSeconds(4)));
        List<String> reads = new ArrayList<>();
        try (SimulatedReader reader = SimulatedReader.start(options);
                BareClient client = BareClient.greetedBy(reader)) {
            reader.playWhenActive(scenario);
            client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
            client.answer(CommandBytes.addRoSpec(7));
            client.answer(CommandBytes.enable(7));
            client.answer(CommandBytes.start(7));
            nanos.set(Duration.ofSeconds(8).toNanos());
            client.send(CommandBytes.stop(7));
            LlrpFrame frame = client.next();
            while (frame.type() != LlrpMessageType.STOP_ROSPEC_RESPONSE) {
                TagReportCursor tag = new TagReportCursor().over(frame);
                assertThat(tag.next()).isTrue();
                reads.add(tag.firstSeenUtcMicros() + " antenna " + tag.antenna() + " " + tag.peakRssiDbm());
                frame = client.next();
            }
            assertThat(reader.counters().reads()).isEqualTo(reads.size());
        }
        assertThat(reads).hasSizeGreaterThan(20);
        return reads;
    }
}
