package io.tagline.edge.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.health.TestHealth;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.time.Ticker;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.simulator.ReaderClock;
import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import io.tagline.wire.Health;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reader says of itself, from its socket to the agent's {@code /health}; the reader is the simulator. */
@Timeout(30)
class ReaderStatesTest {
    private static final ReaderId DOCK = new ReaderId("dock-a");
    private static final String PARCEL = "303400000000000000000001";

    /** The machine's elapsed time, and what the test adds to it. */
    private final AtomicLong added = new AtomicLong();

    private final Ticker ticker = () -> System.nanoTime() + added.get();
    private final TestHealth test = new TestHealth(ticker);
    private final List<InputChange> inputs = new CopyOnWriteArrayList<>();
    private final ReadQueue reads = new ReadQueue(10_000);

    @SuppressWarnings("NullAway.Init") // each test starts the kind of reader that it is about
    private SimulatedReader device;

    @SuppressWarnings("NullAway.Init") // and connects to it when it is ready
    private ReaderThread reader;

    @AfterEach
    void stop() throws IOException {
        reader.close();
        device.close();
    }

    @Test
    void aReaderThatAnotherProgramHoldsIsInUseElsewhere() throws Exception {
        device = SimulatedReader.start(ReaderOptions.defaults());
        try (Socket other =
                new Socket(device.address().getAddress(), device.address().getPort())) {
            await().until(device::isConnected);
            reader = connect();
            awaitHealth("\"state\":\"in-use\"", "\"name\":\"reader-in-use\"");
            assertThat(other.isConnected()).isTrue();
        }
    }

    @Test
    void anUnpluggedAntennaIsNamedWithItsPortalUntilItIsBack() throws Exception {
        start(ReaderOptions.defaults());
        device.setAntennaConnected(2, false);
        device.setAntennaConnected(4, false); // of no portal: nobody's problem
        awaitHealth("\"name\":\"antenna-disconnected\"", "dock-a antenna 2, door-1 outside: the reader says");
        assertThat(test.json()).doesNotContain("antenna 4");

        device.setAntennaConnected(2, true);
        awaitHealthy();
    }

    /** Readers that sense the cable late or never say that it is back. */
    @Test
    void anAntennaThatReadsIsNotDisconnected() throws Exception {
        start(ReaderOptions.defaults());
        device.setAntennaConnected(1, false);
        awaitHealth("\"name\":\"antenna-disconnected\"");
        device.setAntennaDeaf(1, false);
        await().until(() -> device.read(PARCEL, 1, -60));
        awaitHealthy();
    }

    @Test
    void aBufferThatFillsUpIsAStateForAMinuteOrUntilItFalls() throws Exception {
        start(ReaderOptions.defaults());
        device.tellBufferLevel(85);
        awaitHealth("\"name\":\"reader-buffer-filling\"", "85 % full");
        device.tellBufferLevel(20);
        awaitHealthy();

        device.tellBufferLevel(90);
        awaitHealth("\"name\":\"reader-buffer-filling\"");
        added.addAndGet(Duration.ofSeconds(61).toNanos());
        awaitHealthy();
    }

    /** The network was away for longer than the reader's memory lasts. */
    @Test
    void readsThatTheReaderLostAreAGapFromTheLastReadBeforeToTheFirstAfter() throws Exception {
        start(ReaderOptions.defaults().withReportBuffer(30));
        await().until(() -> device.read(PARCEL, 1, -60));
        await().until(() -> reads.reads() == 1);
        reader.close();
        await().until(() -> !device.isConnected());
        await().until(device::isActive);
        for (int i = 0; i < 40; i++) {
            device.read(PARCEL, 1, -60);
        }
        reader = connect();
        awaitHealth("\"name\":\"reads-lost\"", "1 times since the start; reads at door-1 are missing");
        await().until(() -> device.read(PARCEL, 2, -60));
        await().untilAsserted(() -> assertThat(test.json()).doesNotContain("to now"));
        assertThat(test.counters.total("tagline_reader_overflows_total")).isEqualTo(1);

        added.addAndGet(Duration.ofHours(25).toNanos());
        await().untilAsserted(() -> assertThat(test.json()).doesNotContain("reads-lost"));
    }

    @Test
    void aFaultIsToldInTheReadersOwnWordsInOneLineForTenMinutes() throws Exception {
        start(ReaderOptions.defaults());
        device.tellFault("over\u0007 temper\nature \u202e" + "!".repeat(5_000), 2);
        awaitHealth("\"name\":\"reader-fault\"", "dock-a antenna 2 says: over  temper ature  !!!!");
        assertThat(test.json()).doesNotContain("!".repeat(200)).doesNotContain("\\u0007", "\u202e");

        added.addAndGet(Duration.ofMinutes(11).toNanos());
        awaitHealthy();
    }

    @Test
    void anInputOfTheReaderIsPassedOnWithItsOwnTime() throws Exception {
        start(ReaderOptions.defaults());
        long before = ticker.nanos();
        device.setGpi(3, true);
        device.setGpi(3, false);
        long after = ticker.nanos();
        await().until(() -> inputs.size() == 2);
        assertThat(inputs).allSatisfy(change -> {
            assertThat(change.reader()).isEqualTo(DOCK);
            assertThat(change.port()).isEqualTo(3);
            // the clocks of reader and agent are compared over a real socket
            assertThat(change.tickNanos()).isBetween(before - 200_000_000L, after + 200_000_000L);
        });
        assertThat(inputs).extracting(InputChange::high).containsExactly(true, false);
    }

    /** Nobody ever set its clock right: it is 90 s behind, and says so from the first word. */
    @Test
    void theClockOfAReaderIsMeasuredFromItsGreetingWithItsUncertainty() throws Exception {
        start(ReaderOptions.defaults().withClock(ReaderClock.ahead(Duration.ofSeconds(-90))));
        Health.ReaderClock clock = test.health.readers().get(0).clock().orElseThrow();
        // the reader's time is the machine's, the agent's wall time the test's own
        long apartMs = Duration.between(TestHealth.START, test.startedAt()).toMillis();
        assertThat(clock.aheadMs() - apartMs).isCloseTo(-90_000L, within((long) clock.errorMs()));
        assertThat(clock.errorMs()).isLessThan(500);
        assertThat(test.json()).contains("\"clockErrorMs\":" + clock.errorMs());
    }

    @Test
    void aReaderWithoutTimeOfDayHasNoOffset() throws Exception {
        start(ReaderOptions.defaults().withClock(ReaderClock.uptimeOnly()));
        assertThat(test.json()).doesNotContain("clockAheadMs");
    }

    private void start(ReaderOptions options) throws IOException {
        device = SimulatedReader.start(options);
        reader = connect();
        await().until(device::isActive);
        awaitHealth("\"state\":\"reading\"");
    }

    private ReaderThread connect() {
        PortalId door = new PortalId("door-1");
        return ReaderThread.start(
                DOCK,
                new ReaderAddress.Dial(
                        device.address().getHostString(), device.address().getPort()),
                Optional.empty(),
                ReaderProfile.basic(),
                new PortalMap(List.of(
                        new PortalAntenna(door, DOCK, 1, Side.INSIDE, 0),
                        new PortalAntenna(door, DOCK, 2, Side.OUTSIDE, 1))),
                reads,
                ticker,
                test.counters,
                test.health.reader(DOCK.value()),
                inputs::add);
    }

    private void awaitHealth(String... parts) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(test.json()).contains(parts));
    }

    private void awaitHealthy() {
        awaitHealth("\"problems\":[]");
    }
}
