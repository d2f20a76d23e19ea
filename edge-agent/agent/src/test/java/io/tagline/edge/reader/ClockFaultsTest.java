package io.tagline.edge.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.health.Counters;
import io.tagline.edge.passage.Passage;
import io.tagline.edge.passage.PassageDetector;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.time.WallMapping;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.TagReportWriter;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 7 from a reader's bytes to dated passages: the clocks of reader and gateway step and drift while parcels pass, and every
 * parcel is one passage, in its order, at its time. What is compared with is the same door with clocks that run true.
 */
class ClockFaultsTest {
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final long BOOTED = Duration.ofHours(7).toNanos();
    private static final long MS = 1_000_000;
    private static final long STEP = 50 * MS;
    private static final int PARCELS = 60;

    /** Parcels pass every 5 s; at half of them, in the middle of a passage, the clocks go wrong. */
    private static final long APART = 5_000 * MS;

    private static final long FAULT = PARCELS / 2 * APART + 1_500 * MS;

    /** And are right again, in the middle of another. */
    private static final long CURED = (PARCELS / 2 + 10) * APART + 1_500 * MS;

    private static final int ERROR_MS = 8;

    /** What a clock shows more than the truth, nanoseconds, at a time since the start. */
    private interface Wrong {
        long by(long nanos);
    }

    private record Fault(String name, Wrong clock) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Run(Fault gateway, Fault reader) {
        @Override
        public String toString() {
            return "gateway " + gateway + ", reader " + reader;
        }
    }

    private record Dated(int parcel, Direction direction, Instant at, ClockQuality clock, int errorMs) {}

    static Stream<Run> everyFaultOnEitherAndOnBoth() {
        List<Fault> faults = List.of(
                step("+1 h", Duration.ofHours(1)),
                step("-1 h", Duration.ofHours(-1)),
                step("+4 s", Duration.ofSeconds(4)),
                new Fault(
                        "1970 until cured",
                        at -> at < CURED
                                ? -Duration.between(Instant.EPOCH, START).toNanos()
                                : 0),
                new Fault("drift of 200 ppm", at -> at / 5_000),
                new Fault("drift of -200 ppm", at -> -at / 5_000));
        Fault none = none();
        return faults.stream()
                .flatMap(fault -> Stream.of(new Run(fault, none), new Run(none, fault), new Run(fault, fault)));
    }

    private static Fault step(String name, Duration step) {
        return new Fault(name, at -> at < FAULT || at >= CURED ? 0 : step.toNanos());
    }

    private static Fault none() {
        return new Fault("true", at -> 0);
    }

    @ParameterizedTest
    @MethodSource("everyFaultOnEitherAndOnBoth")
    void everyParcelIsOnePassageInItsOrderAtItsTime(Run run) {
        List<Dated> truth = play(new Run(none(), none()));
        List<Dated> found = play(run);

        assertThat(found).extracting(Dated::parcel).containsExactlyElementsOf(parcels());
        assertThat(found).extracting(Dated::direction).containsOnly(Direction.OUT);
        for (int i = 0; i < PARCELS; i++) {
            Dated dated = found.get(i);
            if (dated.clock() == ClockQuality.SYNCED) {
                assertThat(Duration.between(truth.get(i).at(), dated.at()).abs())
                        .as("parcel %d, said to be off by at most %d ms", i, dated.errorMs())
                        .isLessThanOrEqualTo(Duration.ofMillis(dated.errorMs()));
            }
        }
    }

    @Test
    void passagesOfAGatewayWithAWrongClockSaySo() {
        List<Dated> found = play(new Run(step("+1 h", Duration.ofHours(1)), none()));

        assertThat(found.get(PARCELS / 2 - 1).clock()).isEqualTo(ClockQuality.SYNCED);
        assertThat(found.subList(PARCELS / 2, PARCELS / 2 + 10))
                .extracting(Dated::clock)
                .containsOnly(ClockQuality.FREE);
        assertThat(found.get(PARCELS - 1).clock()).isEqualTo(ClockQuality.SYNCED);
    }

    private static List<Integer> parcels() {
        return Stream.iterate(0, i -> i + 1).limit(PARCELS).toList();
    }

    private static List<Dated> play(Run run) {
        return new DrivenDoor(run).play();
    }

    /** A reader at a door, its agent up to the journal, and both of their clocks. */
    private static final class DrivenDoor {
        private final Run run;
        private long now;
        private final WallClock wall;
        private final PassageDetector detector;
        private final ReadMapper mapper;
        private final TagReportWriter writer = new TagReportWriter();
        private final List<Dated> dated = new ArrayList<>();

        DrivenDoor(Run run) {
            this.run = run;
            ReaderId dock = new ReaderId("dock-a");
            PortalId door = new PortalId("door-1");
            PortalMap portals = new PortalMap(List.of(
                    new PortalAntenna(door, dock, 1, Side.INSIDE, 0),
                    new PortalAntenna(door, dock, 2, Side.OUTSIDE, 1)));
            this.detector = new PassageDetector(portals);
            this.mapper = new ReadMapper(dock, portals, new Counters());
            this.wall = new WallClock(
                    () -> BOOTED + now,
                    () -> START.plusNanos(now + run.gateway().clock().by(now)),
                    this::kernel);
        }

        /** A kernel forgets that it was synchronised when its clock is set; a source that pulls at it keeps it within its error. */
        private ClockDiscipline.Reading kernel() {
            long wrong = run.gateway().clock().by(now);
            return Math.abs(wrong) > ERROR_MS * MS
                    ? ClockDiscipline.Reading.FREE
                    : new ClockDiscipline.Reading(ClockQuality.SYNCED, ERROR_MS);
        }

        List<Dated> play() {
            mapper.connected();
            mapper.learn(ReaderTime.utc(readerMicros(0)), BOOTED);
            long end = PARCELS * APART + 20_000 * MS;
            List<Long> stamps = new ArrayList<>();
            for (now = 0; now < end; now += STEP) {
                addReads(stamps);
                // a report every 200 ms, 3 ms on its way
                if (now % (4 * STEP) == 0 && !stamps.isEmpty()) {
                    stamps.clear();
                    long received = BOOTED + now + 3 * MS;
                    for (TagRead read : mapper.map(new TagReportCursor().over(writer.toFrame(1)), received)) {
                        detector.observe(read, this::date);
                    }
                }
                detector.elapse(BOOTED + now + 3 * MS, this::date);
            }
            return dated;
        }

        /** For a second near the inner antenna, then for a second near the outer one, read every 50 ms. */
        private void addReads(List<Long> stamps) {
            long parcel = now / APART;
            long into = now % APART;
            if (parcel >= PARCELS || into < 1_000 * MS || into >= 3_000 * MS) {
                return;
            }
            int antenna = into < 2_000 * MS ? 1 : 2;
            byte[] epc = ByteBuffer.allocate(12)
                    .putShort((short) 0x3034)
                    .putInt(8, (int) parcel)
                    .array();
            long stamp = readerMicros(now);
            stamps.add(stamp);
            writer.tag(epc, 96).antenna(antenna).peakRssiDbm(-50).lastSeenUtcMicros(stamp);
        }

        private long readerMicros(long at) {
            return START.toEpochMilli() * 1_000 + (at + run.reader().clock().by(at)) / 1_000;
        }

        private void date(Passage passage) {
            WallMapping mapping = wall.mapping();
            dated.add(new Dated(
                    (int) Long.parseLong(passage.epc().hex().substring(16), 16),
                    passage.direction(),
                    mapping.at(passage.atTick()),
                    mapping.discipline().quality(),
                    mapping.errorMsAt(passage.atTick())));
        }
    }
}
