package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.edge.eye.Eyes;
import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.JournalSettings;
import io.tagline.edge.journal.SeqSet;
import io.tagline.edge.passage.PassageDetector;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.reader.ReadQueue;
import io.tagline.edge.reader.TagRead;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.watch.DoorWatch;
import io.tagline.edge.watch.WatchSettings;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the queue of reads to scans on disk, with the real detector and the real journal, on a clock driven by hand. */
@Timeout(20)
class PortalPipelineTest {

    private static final ReaderId DOCK = new ReaderId("dock-a");
    private static final PortalAntenna INSIDE = new PortalAntenna(new PortalId("door-1"), DOCK, 1, Side.INSIDE, 0);
    private static final PortalAntenna OUTSIDE = new PortalAntenna(new PortalId("door-1"), DOCK, 2, Side.OUTSIDE, 1);
    private static final Epc PARCEL = Epc.parse("303400000000000000000001");
    private static final Epc OTHER = Epc.parse("303400000000000000000002");
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir
    Path dir;

    private final AtomicLong tick = new AtomicLong(Duration.ofHours(1).toNanos());
    private final long startTick = tick.get();
    private final ReadQueue reads = new ReadQueue(1_000);
    private Journal journal;
    private PortalPipeline pipeline;
    private Pulses pulses;
    private AgentHealth health;

    @BeforeEach
    void start() throws Exception {
        InstantSource wall = () -> START.plusNanos(tick.get() - startTick);
        pulses = new Pulses(tick::get);
        WallClock clock = new WallClock(tick::get, wall, ClockDiscipline.none());
        Counters counters = new Counters();
        JournalSettings settings = new JournalSettings(dir, JournalSettings.LEAST_BYTES, Duration.ofDays(7));
        journal = Journal.open(settings, clock, tick::get, counters, pulses);
        health = new AgentHealth("1", dir, clock, tick::get, counters, pulses, () -> HealthChecks.of(journal));
        PassageDetector detector = new PassageDetector(new PortalMap(List.of(INSIDE, OUTSIDE)));
        DoorWatch watch = new DoorWatch(
                new PortalMap(List.of(INSIDE, OUTSIDE)), WatchSettings.defaults(), reader -> true, clock.mapping()::at);
        Eyes eyes = Eyes.none();
        RestingReaders resting = new RestingReaders(List.of(), eyes);
        pipeline = new PortalPipeline(
                        reads, detector, eyes, resting, Doorkeeper.silent(), watch, journal, tick::get, health, pulses)
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        pipeline.close();
        journal.close();
    }

    @Test
    void aParcelThatIsCarriedInIsAScanOnDiskWithTheTimeOfItsPassage() throws Exception {
        walk(PARCEL, OUTSIDE, INSIDE);
        letTimePass();
        Scan scan = scans(1).get(0);
        assertThat(scan.portal()).isEqualTo("door-1");
        assertThat(scan.epc()).isEqualTo(PARCEL.hex());
        assertThat(scan.direction()).isEqualTo(Direction.IN);
        assertThat(scan.at()).isBetween(START, START.plusSeconds(2));
        assertThat(scan.reads()).isGreaterThan(10);
        assertThat(health.snapshot().portals()).singleElement().satisfies(portal -> assertThat(portal.scans())
                .isEqualTo(1));
        assertThat(scan.confidence()).isBetween(0.5, 1.0);
    }

    @Test
    void twoParcelsInOppositeDirectionsAreTwoScans() throws Exception {
        walk(PARCEL, OUTSIDE, INSIDE);
        walk(OTHER, INSIDE, OUTSIDE);
        letTimePass();
        assertThat(scans(2))
                .extracting(Scan::epc, Scan::direction)
                .containsExactlyInAnyOrder(tuple(PARCEL.hex(), Direction.IN), tuple(OTHER.hex(), Direction.OUT));
    }

    /** Law 7, and the reader's own memory: the cable was out for five minutes, and a parcel went in meanwhile. */
    @Test
    void readsThatTheReaderHeldStillMakeAScanWithTheTimeOfItsPassage() throws Exception {
        tick.addAndGet(Duration.ofMinutes(5).toNanos());
        Awaitility.await().until(() -> pulses.stalled(Duration.ofSeconds(1)).isEmpty());
        for (List<TagRead> report : walkOf(PARCEL, OUTSIDE, INSIDE, startTick)) {
            reads.put(report);
            tick.addAndGet(Duration.ofMillis(120).toNanos()); // handing over takes its time
            TimeUnit.MILLISECONDS.sleep(5);
        }
        letTimePass();
        Scan scan = scans(1).get(0);
        assertThat(scan.direction()).isEqualTo(Direction.IN);
        assertThat(scan.at()).isBetween(START, START.plusSeconds(2));
    }

    @Test
    void whatIsInTheQueueWhenTheAgentStopsIsStillObserved() throws Exception {
        walk(PARCEL, OUTSIDE, INSIDE);
        pipeline.close();
        assertThat(reads.reads()).isZero();
    }

    /** Every update of the software stops the agent, and parcels do not wait for it. */
    @Test
    void aParcelThatHasJustPassedWhenTheAgentStopsIsAScan() throws Exception {
        for (int i = 0; i < 6; i++) {
            PortalAntenna at = i < 3 ? INSIDE : OUTSIDE;
            tick.addAndGet(Duration.ofMillis(100).toNanos());
            reads.put(List.of(new TagRead(at, PARCEL, Float.NaN, tick.get())));
        }
        pipeline.close();
        assertThat(scans(1).get(0).direction()).isEqualTo(Direction.OUT);
    }

    @Test
    void theLoopShowsThatItTurnsWithoutAnyReads() {
        tick.addAndGet(Duration.ofSeconds(30).toNanos());
        Awaitility.await().until(() -> pulses.stalled(Duration.ofSeconds(20)).isEmpty());
    }

    private void walk(Epc epc, PortalAntenna from, PortalAntenna to) throws InterruptedException {
        for (List<TagRead> report : walkOf(epc, from, to, tick.get())) {
            tick.accumulateAndGet(report.get(0).tickNanos(), Math::max);
            reads.put(report);
            while (reads.reads() > 0) {
                TimeUnit.MILLISECONDS.sleep(1); // a reader reports as it reads, not two seconds at once
            }
        }
    }

    /** Two seconds from one side to the other, a read each 50 ms, louder where the tag is. */
    private static List<List<TagRead>> walkOf(Epc epc, PortalAntenna from, PortalAntenna to, long begin) {
        List<List<TagRead>> reports = new ArrayList<>();
        for (int step = 0; step <= 40; step++) {
            long at = begin + Duration.ofMillis(50L * step).toNanos();
            List<TagRead> report = new ArrayList<>();
            if (step <= 25) {
                report.add(new TagRead(from, epc, -50 - step, at));
            }
            if (step >= 15) {
                report.add(new TagRead(to, epc, -90 + step, at));
            }
            reports.add(report);
        }
        return reports;
    }

    /** Five seconds, not all at once. */
    private void letTimePass() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            tick.addAndGet(Duration.ofMillis(100).toNanos());
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private List<Scan> scans(int count) {
        return Awaitility.await().until(() -> journal.pending(SeqSet.EMPTY, 100), scans -> scans.size() == count);
    }
}
