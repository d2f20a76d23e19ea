package io.tagline.hub.intake;

import static io.tagline.hub.TestHub.OTTAWA;
import static io.tagline.hub.TestHub.START;
import static io.tagline.hub.TestHub.message;
import static io.tagline.hub.TestHub.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.TestHub;
import io.tagline.hub.fleet.AgentState;
import io.tagline.hub.fleet.AgentView;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Health;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How the hub answers an agent's health: law 4's gaps, and what a restarted side needs. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class HealthDeskTest {
    private static final Duration HEALTH_EVERY = Duration.ofSeconds(10);
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestHub hub;
    private HealthDesk desk;

    HealthDeskTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
        desk = new HealthDesk(hub.store.transactions(), new IntakeMeters(meters), hub::now);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void gapIsAskedForAgainDownToWhatTheAgentStillHolds() {
        take(1, 2, 5, 6, 9);

        var receipt = answer(health(4, 9, 0)).orElseThrow().receipt();

        assertThat(receipt.wanted()).containsExactly(new SeqRange(4, 4), new SeqRange(7, 8));
        AgentView agent = agent();
        assertThat(agent.wanted()).isEqualTo(receipt.wanted());
        assertThat(agent.lost()).isEqualTo(1);
        assertThat(agent.committed()).isEqualTo(5);
        assertThat(meters.get("tagline.scans.missing").gauge().value()).isEqualTo(3);
    }

    @Test
    void filledGapIsNoLongerWanted() {
        take(1, 4);
        take(2, 3);

        assertThat(answer(health(1, 4, 0))).isEmpty();
    }

    @Test
    void agentWithPendingScansIsFreedOfThoseThatTheHubHas() {
        take(1, 2, 3);

        var receipt = answer(health(2, 3, 2)).orElseThrow().receipt();

        assertThat(receipt.committed()).containsExactly(new SeqRange(2, 3));
        assertThat(receipt.wanted()).isEmpty();
    }

    @Test
    void scansOnTheirWayAreNotAskedForButThoseThatDoNotComeAre() {
        take(1, 2);

        assertThat(answer(health(3, 5, 3))).isEmpty();
        var receipt = answer(health(3, 7, 5)).orElseThrow().receipt();

        // 6 and 7 are new since the last health message
        assertThat(receipt.wanted()).containsExactly(new SeqRange(3, 5));
    }

    @Test
    void hubRestoredFromABackupAsksForWhatItHadReceipted() {
        take(1, 2);

        answer(health(1, 6, 0));
        var receipt = answer(health(1, 6, 0)).orElseThrow().receipt();

        assertThat(receipt.wanted()).containsExactly(new SeqRange(3, 6));
    }

    /** A journal repaired by an agent before 0.2 goes on a million further; it holds nothing in between, and never will. */
    @Test
    void numbersThatAJournalLeapsOverAreAskedForAFewTimesAndThenLetBe() {
        take(1, 2, 3);
        for (int i = 0; i <= HealthDesk.TIMES_ASKED; i++) {
            hub.pass(HEALTH_EVERY);
            var receipt = answer(health(1, 1_000_003, 0));
            assertThat(receipt.isPresent()).as("no scan yet, time %d", i).isEqualTo(i > 0);
        }
        hub.pass(HEALTH_EVERY);
        assertThat(answer(health(1, 1_000_003, 0))).isEmpty();

        take(1_000_004, 1_000_006);

        var receipt = answer(health(1, 1_000_006, 0)).orElseThrow().receipt();
        assertThat(receipt.wanted()).containsExactly(new SeqRange(1_000_005, 1_000_005));
        assertThat(agent().lost()).isEqualTo(1_000_000);
        assertThat(agent().committed()).isEqualTo(5);
    }

    /** New scans go on coming while hundreds of thousands come back. */
    @Test
    void largeGapIsAskedForInPortionsAndAllOfItComesBack() {
        take(1);
        take(300_000);
        long next = 2;
        for (int i = 0; next < 300_000; i++) {
            hub.pass(HEALTH_EVERY);
            var wanted = answer(health(1, 300_000, 0)).orElseThrow().receipt().wanted();
            assertThat(wanted).as("message %d", i).hasSize(1);
            assertThat(wanted.get(0).from()).isEqualTo(next);
            assertThat(wanted.get(0).size()).isLessThanOrEqualTo(HealthDesk.MOST_WANTED);
            cover(wanted.get(0));
            next = wanted.get(0).to() + 1;
        }
        assertThat(answer(health(1, 300_000, 0))).isEmpty();
        assertThat(agent().lost()).isZero();
    }

    /** It sends in the order of the numbers: the gaps behind wait for their turn, for hours if need be. */
    @Test
    void noGapIsGivenUpWhileTheAgentIsAtWorkOnAnother() {
        take(1, 1_000, 1_010);
        for (long seq = 2; seq < 2 + 3 * HealthDesk.TIMES_ASKED; seq++) {
            hub.pass(HEALTH_EVERY);
            var wanted = answer(health(1, 1_010, 0)).orElseThrow().receipt().wanted();
            assertThat(wanted).containsExactly(new SeqRange(seq, 999), new SeqRange(1_001, 1_009));
            take(seq);
        }
        assertThat(agent().lost()).isZero();
    }

    @Test
    void journalWhoseNumbersTheLedgerIsAheadOfIsShownTheHighest() {
        take(1, 2, 3, 4, 5, 6, 7, 8, 9);

        var receipt = answer(health(1, 4, 0)).orElseThrow().receipt();

        assertThat(receipt.committed()).containsExactly(new SeqRange(9, 9));
        assertThat(receipt.wanted()).isEmpty();
    }

    @Test
    void journalThatARestoredHubHasNeverHeardOfComesBackWhole() {
        answer(health(5, 30_000, 0));
        var receipt = answer(health(5, 30_000, 0)).orElseThrow().receipt();

        assertThat(receipt.wanted()).containsExactly(new SeqRange(5, 4 + HealthDesk.MOST_WANTED));
    }

    private void cover(SeqRange range) {
        hub.store.transactions().write(tx -> {
            Journals.cover(tx, JOURNAL, List.of(range));
            return true;
        });
    }

    /** After an outage of the database a minute's messages are heard in a moment; an agent may also be set to one a second. */
    @Test
    void gapIsNotGivenUpBeforeTheAgentHadTimeToAnswer() {
        take(1, 4);
        for (int i = 0; i < 5 * HealthDesk.TIMES_ASKED; i++) {
            assertThat(answer(health(1, 4, 0)).orElseThrow().receipt().wanted())
                    .as("message %d", i)
                    .containsExactly(new SeqRange(2, 3));
            hub.pass(Duration.ofSeconds(1));
        }
        assertThat(agent().lost()).isZero();
        assertThat(agent().wanted()).containsExactly(new SeqRange(2, 3));
    }

    @Test
    void whatWasGivenUpIsTakenWhenItComesAllTheSame() {
        take(1, 4);
        for (int i = 0; i < HealthDesk.TIMES_ASKED; i++) {
            assertThat(answer(health(1, 4, 0)).orElseThrow().receipt().wanted()).containsExactly(new SeqRange(2, 3));
            hub.pass(HEALTH_EVERY);
        }
        assertThat(answer(health(1, 4, 0))).isEmpty();
        assertThat(agent().lost()).isEqualTo(2);
        // what a new hub process finds in the store is enough
        assertThat(new HealthDesk(hub.store.transactions(), new IntakeMeters(meters), hub::now)
                        .heard(OTTAWA, health(1, 4, 0)))
                .isEmpty();

        take(2);

        assertThat(agent().lost()).isEqualTo(1);
        assertThat(agent().committed()).isEqualTo(3);
    }

    @Test
    void journalFullOfHolesIsNotAskedForWhatTheHubHas() {
        for (long from = 1; from < 2_600; from += 200) {
            take(LongStream.iterate(from, seq -> seq + 2).limit(100).toArray());
        }

        var receipt = answer(health(1, 2_599, 0)).orElseThrow().receipt();

        assertThat(receipt.wanted()).hasSizeLessThanOrEqualTo(1_000).allSatisfy(range -> {
            assertThat(range.size()).isEqualTo(1);
            assertThat(range.from() % 2).isZero();
        });
    }

    @Test
    void numbersAtTheEndOfAllNumbersDoNoHarm() {
        take(1, Long.MAX_VALUE);

        answer(health(0, Long.MAX_VALUE, 1));
        answer(health(Long.MAX_VALUE, 1, 5));

        assertThat(agent().committed()).isEqualTo(2);
    }

    @Test
    void journalThatHoldsNothingIsAskedForNothing() {
        take(1, 4);

        answer(health(0, 6, 0));

        assertThat(answer(health(0, 6, 0))).isEmpty();
        assertThat(agent().lost()).isEqualTo(2);
    }

    @Test
    void agentWithoutHealthForHalfAMinuteIsSilentAndOneWhoseWillCameIsOffline() {
        desk.heard(OTTAWA, AgentStatus.ONLINE);
        answer(health(1, 0, 0));
        assertThat(agent().state()).isEqualTo(AgentState.ONLINE);
        assertThat(agent().health()).isPresent();

        hub.pass(Duration.ofSeconds(31));
        assertThat(agent().state()).isEqualTo(AgentState.SILENT);
        assertThat(agent().stateSince()).isEqualTo(START.plusSeconds(30));

        desk.heard(OTTAWA, AgentStatus.OFFLINE);
        assertThat(agent().state()).isEqualTo(AgentState.OFFLINE);
        assertThat(agent().stateSince()).isEqualTo(hub.now());
    }

    @Test
    void boardShowsTheNewestScansWithTheirParcels() throws Exception {
        hub.order("A-1", "RR123456785CA=3034AAAA");
        hub.accept(message(
                JOURNAL,
                scan(1, "door-1", "3034AAAA", Direction.IN, START.plusSeconds(1)),
                scan(2, "door-1", "3034BBBB", Direction.OUT, START.plusSeconds(2))));

        var board = hub.core.portalBoard().of("ott-1", "door-1");

        assertThat(board.portalName()).isEqualTo("Door 1");
        assertThat(board.in()).isEqualTo(1);
        assertThat(board.out()).isEqualTo(1);
        assertThat(board.recent()).hasSize(2);
        assertThat(board.recent().get(0).trackingNumber()).isEmpty();
        assertThat(board.recent().get(1).trackingNumber()).contains("RR123456785CA");
        assertThat(hub.core.portalBoard().of("nowhere", "door-9").recent()).isEmpty();
    }

    @Test
    void boardsDayBeginsAtMidnightOfItsSite() {
        // midnight in Ottawa is 05:00 UTC, and the tests' day is begun at 08:00 UTC
        Instant midnight = Instant.parse("2026-11-22T05:00:00Z");
        hub.accept(message(
                JOURNAL,
                scan(1, "door-1", "3034AAAA", Direction.IN, midnight.minusSeconds(1)),
                scan(2, "door-1", "3034AAAA", Direction.IN, midnight)));

        var board = hub.core.portalBoard().of("ott-1", "door-1");

        assertThat(board.since()).isEqualTo(midnight);
        assertThat(board.in()).isEqualTo(1);
        assertThat(hub.core.portalBoard().of("nowhere", "door-9").since())
                .isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
    }

    /** A gateway whose journal was damaged and goes on as another still holds, and owes, scans of the one before. */
    @Test
    void emptiedHubAsksForTheScansOfEarlierJournalsToo() {
        UUID before = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
        Health health = health(1, 6, 0, new Health.EarlierJournal(before, 3, 40, 0));

        desk.heard(OTTAWA, health);
        List<AgentReceipt> receipts = desk.heard(OTTAWA, health);

        assertThat(receipts)
                .extracting(receipt -> receipt.receipt().journal(), receipt -> receipt.receipt()
                        .wanted())
                .containsExactly(
                        tuple(before, List.of(new SeqRange(3, 40))), tuple(JOURNAL, List.of(new SeqRange(1, 6))));
    }

    /** An agent sends the lowest first; what waits behind is neither asked for in vain nor given up. */
    @Test
    void journalIsNotGivenUpWhileTheAgentIsAtWorkOnAnEarlierOne() {
        UUID before = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
        take(1, 4);
        Health health = health(1, 4, 40, new Health.EarlierJournal(before, 1, 40, 40));
        for (long seq = 1; seq <= 3 * HealthDesk.TIMES_ASKED; seq++) {
            hub.accept(message(before, scan(seq, "door-1", "3034AAAA", Direction.IN, START.plusSeconds(seq))));
            hub.pass(HEALTH_EVERY);
            desk.heard(OTTAWA, health);
        }
        assertThat(agent().lost()).isZero();
    }

    private Optional<AgentReceipt> answer(Health health) {
        return desk.heard(OTTAWA, health).stream().findFirst();
    }

    private void take(long... seqs) {
        Scan[] scans = Arrays.stream(seqs)
                .mapToObj(seq -> scan(seq, "door-1", "3034AAAA", Direction.IN, START.plusSeconds(seq % 1_000)))
                .toArray(Scan[]::new);
        hub.accept(message(JOURNAL, scans));
    }

    private AgentView agent() {
        return hub.core.fleet().view().agents().get(0);
    }

    private static Health health(long firstSeq, long lastSeq, long pending, Health.EarlierJournal... earlier) {
        return new Health(
                START,
                "0.1.0",
                60,
                List.of(),
                List.of(),
                new Health.JournalHealth(
                        JOURNAL, firstSeq, lastSeq, pending, Optional.empty(), 4096, 1 << 20, List.of(earlier)),
                new Health.ClockHealth(ClockQuality.SYNCED, 3),
                new Health.DiskHealth(1L << 30, 1L << 31),
                Map.of());
    }
}
