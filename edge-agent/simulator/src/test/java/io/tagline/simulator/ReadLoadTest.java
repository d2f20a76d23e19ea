package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.TagReportCursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadLoadTest {
    @Test
    void tagsPassTheAntennasGroupByGroup() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = BareClient.greetedBy(reader)) {
            activate(client);
            Map<String, Integer> seen = new LinkedHashMap<>();
            try (LoadRun run = reader.load(new ReadLoad(0, 6, List.of(1, 2), 3, 4))) {
                long before = 0;
                for (int report = 0; report < 12; report++) {
                    TagReportCursor tag = new TagReportCursor().over(client.next(LlrpMessageType.RO_ACCESS_REPORT));
                    while (tag.next()) {
                        seen.merge(tag.epcHex() + " at " + tag.antenna(), 1, Integer::sum);
                        assertThat(tag.firstSeenUtcMicros()).isGreaterThan(before);
                        assertThat(tag.lastSeenUtcMicros()).isEqualTo(tag.firstSeenUtcMicros());
                        assertThat(tag.peakRssiDbm()).isBetween(-70, -45);
                        assertThat(tag.unknownParameters()).isZero();
                    }
                    before = tag.firstSeenUtcMicros();
                }
                assertThat(run.isRunning()).isTrue();
            }
            assertThat(seen).hasSize(12).allSatisfy((tag, times) -> assertThat(times)
                    .isEqualTo(3));
            assertThat(seen.keySet()).first().isEqualTo(ReadLoad.epcOf(0) + " at 1");
        }
    }

    /** The client only counts bytes, in the same process: a floor for the sender on one core, not a benchmark. */
    @Test
    void oneThreadSendsAHundredThousandReadsASecond() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = BareClient.greetedBy(reader)) {
            activate(client);
            long reads = 0;
            long start = System.nanoTime();
            try (LoadRun run = reader.load(ReadLoad.of(0, 1_000))) {
                while (reads < 500_000) {
                    client.next(LlrpMessageType.RO_ACCESS_REPORT);
                    reads += 50;
                }
                assertThat(run.acceptedReads()).isGreaterThanOrEqualTo(reads - 50);
            }
            double perSecond = reads * 1e9 / (System.nanoTime() - start);
            System.out.printf("load: %,.0f reads/s received%n", perSecond);
            assertThat(perSecond).isGreaterThan(100_000);
        }
    }

    @Test
    void loadKeepsToItsRate() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = BareClient.greetedBy(reader)) {
            activate(client);
            long start = System.nanoTime();
            try (LoadRun run = reader.load(ReadLoad.of(20_000, 1_000))) {
                for (int report = 0; report < 200; report++) {
                    client.next(LlrpMessageType.RO_ACCESS_REPORT);
                }
                assertThat(run.isRunning()).isTrue();
            }
            // 10,000 reads at 20,000 a second; a busy machine may take longer, but never less
            assertThat((System.nanoTime() - start) / 1e9).isBetween(0.45, 3.0);
        }
    }

    @Test
    void loadWithoutAnActiveRoSpecIsRefused() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults())) {
            assertThatThrownBy(() -> reader.load(ReadLoad.of(1, 1))).hasMessage("load needs a client; there is none");
            try (BareClient client = BareClient.greetedBy(reader)) {
                client.answer(CommandBytes.addRoSpec(7));
                assertThatThrownBy(() -> reader.load(ReadLoad.of(1, 1)))
                        .hasMessage("load needs an active ROSpec; there is none");
            }
        }
    }

    private static void activate(BareClient client) throws Exception {
        client.send(CommandBytes.ENABLE_EVENTS_AND_REPORTS);
        client.answer(CommandBytes.addRoSpec(7));
        client.answer(CommandBytes.enable(7));
        client.answer(CommandBytes.start(7));
    }
}
