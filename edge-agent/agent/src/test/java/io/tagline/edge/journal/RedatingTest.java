package io.tagline.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallClock;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scans of a clock that is set after they were journaled; law 7. The clocks are driven by hand, the journal is the real one. */
@Timeout(20)
class RedatingTest {
    private static final Instant TRUTH = Instant.parse("2026-11-22T08:00:00Z");
    private static final ClockDiscipline.Reading SYNCED = new ClockDiscipline.Reading(ClockQuality.SYNCED, 12);

    @TempDir
    Path dir;

    private final AtomicLong tick = new AtomicLong(Duration.ofHours(1).toNanos());
    private final long startTick = tick.get();
    private volatile Duration wrongBy = Duration.between(TRUTH, Instant.EPOCH);
    private volatile ClockDiscipline.Reading reading = ClockDiscipline.Reading.FREE;
    private int appended;

    @Test
    void scansOfABootIn1970AreDatedRightOnceTheClockIsSet() throws Exception {
        try (Journal journal = open()) {
            pass(journal, Duration.ofHours(3), 40);
            assertThat(journal.isWaitingForAClock()).isTrue();

            setClock(SYNCED);

            List<Scan> scans = once(journal, ClockQuality.SYNCED);
            assertThat(scans).hasSize(40).allSatisfy(scan -> {
                Duration off = Duration.between(truth(scan), scan.at()).abs();
                assertThat(off).isLessThanOrEqualTo(Duration.ofMillis(scan.clockErrorMs()));
                // three hours at 200 ppm are 2.16 s
                assertThat(scan.clockErrorMs()).isBetween(12, 12 + 2_162);
                assertThat(scan.firstSeen()).isEqualTo(scan.at().minusMillis(400));
                assertThat(scan.lastSeen()).isEqualTo(scan.at().plusMillis(400));
            });
            assertThat(journal.isWaitingForAClock()).isFalse();
            assertThat(journal.status().oldestPendingAt())
                    .hasValueSatisfying(at -> assertThat(at).isAfter(TRUTH.minusSeconds(1)));
        }
    }

    @Test
    void whatWasHandedOutStaysAsItWas() throws Exception {
        try (Journal journal = open()) {
            pass(journal, Duration.ofMinutes(1), 10);
            List<Scan> sent = journal.pending(SeqSet.EMPTY, 4);

            correctBy(SYNCED);

            assertThat(journal.pending(SeqSet.EMPTY.plus(new SeqRange(1, 4)), 100))
                    .hasSize(6)
                    .allSatisfy(scan -> assertThat(scan.clock()).isEqualTo(ClockQuality.SYNCED));
            assertThat(journal.pending(SeqSet.EMPTY, 4)).isEqualTo(sent);
        }
    }

    @Test
    void correctionOutlivesTheProcess() throws Exception {
        List<Scan> corrected;
        try (Journal journal = open()) {
            pass(journal, Duration.ofMinutes(1), 10);
            setClock(SYNCED);
            corrected = once(journal, ClockQuality.SYNCED);
        }
        try (Journal journal = open()) {
            assertThat(journal.pending(SeqSet.EMPTY, 100)).isEqualTo(corrected);
        }
    }

    /** The power was out in between: nobody knows how long, and the hub is told so. */
    @Test
    void scansOfAnEarlierBootGoOutAsTheyAre() throws Exception {
        try (Journal journal = open()) {
            pass(journal, Duration.ofMinutes(1), 10);
        }
        setClock(SYNCED);
        try (Journal journal = open()) {
            pass(journal, Duration.ofSeconds(1), 1);
            assertThat(journal.pending(SeqSet.EMPTY, 100).subList(0, 10)).allSatisfy(scan -> {
                assertThat(scan.clock()).isEqualTo(ClockQuality.FREE);
                assertThat(scan.at()).isBefore(Instant.EPOCH.plusSeconds(3_600));
            });
        }
    }

    /** As some do that know no NTP: set once, by a script. Nobody vouches for it, but it is a time. */
    @Test
    void clockSetWithoutASourceCorrectsWhatCanNotBe() throws Exception {
        try (Journal journal = open()) {
            pass(journal, Duration.ofMinutes(1), 10);
            correctBy(ClockDiscipline.Reading.FREE);

            assertThat(journal.isWaitingForAClock()).isFalse();
            assertThat(journal.pending(SeqSet.EMPTY, 3)).hasSize(3).allSatisfy(scan -> {
                assertThat(scan.clock()).isEqualTo(ClockQuality.FREE);
                assertThat(scan.clockErrorMs()).isZero();
                assertThat(Duration.between(truth(scan), scan.at()).abs()).isLessThan(Duration.ofMillis(2));
            });
            wrongBy = Duration.ofHours(1);
            pass(journal, Duration.ofMinutes(1), 10);
            correctBy(SYNCED);
            assertThat(journal.pending(SeqSet.EMPTY.plus(new SeqRange(1, 3)), 100))
                    .hasSize(17)
                    .allSatisfy(scan -> {
                        assertThat(scan.clock()).isEqualTo(ClockQuality.SYNCED);
                        assertThat(Duration.between(truth(scan), scan.at()).abs())
                                .isLessThan(Duration.ofMillis(2));
                    });
        }
    }

    /** A step of a clock that was never wrong for sure: which of the two is right, nobody knows. */
    @Test
    void stepOfAFreeClockChangesNoScanThatIsOnDisk() throws Exception {
        wrongBy = Duration.ZERO;
        try (Journal journal = open()) {
            pass(journal, Duration.ofMinutes(1), 10);
            List<Scan> before = journal.pending(SeqSet.EMPTY, 100);
            for (Duration step : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
                wrongBy = step;
                pass(journal, Duration.ofMinutes(1), 1);
            }
            assertThat(journal.pending(SeqSet.EMPTY, 10)).isEqualTo(before);
        }
    }

    private Journal open() throws JournalException {
        var clock = new WallClock(tick::get, () -> now().plus(wrongBy), () -> reading);
        return Journal.open(
                new JournalSettings(dir, JournalSettings.LEAST_BYTES, JournalSettings.KEEP_RECEIPTED),
                clock,
                tick::get,
                new Counters(),
                new Pulses(tick::get));
    }

    private Instant now() {
        return TRUTH.plusNanos(tick.get() - startTick);
    }

    private void setClock(ClockDiscipline.Reading quality) {
        wrongBy = Duration.ZERO;
        reading = quality;
        tick.addAndGet(Duration.ofSeconds(2).toNanos());
    }

    /** Sets the clock and waits for what follows, without a look at the scans: what was handed out stays as it was. */
    private void correctBy(ClockDiscipline.Reading quality) throws SQLException {
        int before = corrections();
        setClock(quality);
        await().until(() -> corrections() > before);
    }

    private int corrections() throws SQLException {
        Path file = new JournalSettings(dir, JournalSettings.LEAST_BYTES, JournalSettings.KEEP_RECEIPTED).database();
        try (Connection connection = Sqlite.openForReading(file)) {
            return CorrectionTable.all(connection).size();
        }
    }

    /** So many tags pass in this time, evenly; the door writes down when each did. */
    private void pass(Journal journal, Duration within, int tags) throws InterruptedException {
        long first = journal.lastSeq();
        for (int i = 0; i < tags; i++) {
            tick.addAndGet(within.toNanos() / tags);
            long at = tick.get();
            long apart = Duration.ofMillis(400).toNanos();
            appended++;
            journal.append(new NewScan(
                    "door-1",
                    String.format("%024X", at - startTick),
                    Direction.IN,
                    at,
                    at - apart,
                    at + apart,
                    9,
                    OptionalDouble.empty(),
                    0.9));
        }
        await().pollInterval(Duration.ofMillis(5)).until(() -> journal.lastSeq() == first + tags);
    }

    private static List<Scan> all(Journal journal) {
        return journal.pending(SeqSet.EMPTY, 100);
    }

    /** Status tells without handing out. */
    private List<Scan> once(Journal journal, ClockQuality quality) {
        await().until(() -> journal.status().oldestPendingAt().orElseThrow().isAfter(TRUTH.minusSeconds(1)));
        List<Scan> scans = all(journal);
        assertThat(scans).hasSize(appended).extracting(Scan::clock).containsOnly(quality);
        return scans;
    }

    private Instant truth(Scan scan) {
        return TRUTH.plusNanos(Long.parseLong(scan.epc(), 16));
    }
}
