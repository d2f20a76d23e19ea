package io.tagline.hub.fleet;

import static io.tagline.hub.TestHub.OTTAWA;
import static io.tagline.hub.TestHub.START;
import static io.tagline.hub.TestHub.message;
import static io.tagline.hub.TestHub.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.tagline.hub.TestHub;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.ledger.LossDismissal;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import io.tagline.wire.KnownProblem.Severity;
import io.tagline.wire.SeqRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What operations see of a bad day. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class FleetTest {
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    FleetTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void problemsOfAnAgentAreShownWithTheWorstFirstAndANewerNameAsItIs() {
        Instant since = START.minusSeconds(600);
        heard(health(
                1,
                0,
                START,
                new Health.Problem("something-newer", "from the future", since),
                new Health.Problem("clock-free", "", since),
                new Health.Problem("reader-lost", "dock-a: no route", since)));

        assertThat(agent().problems())
                .containsExactly(
                        new FleetProblem("reader-lost", Severity.BAD, "dock-a: no route", Optional.of(since)),
                        new FleetProblem("clock-free", Severity.WARN, "", Optional.of(since)),
                        new FleetProblem("something-newer", Severity.WARN, "from the future", Optional.of(since)));

        hub.pass(Duration.ofMinutes(1));
        assertThat(agent().problems().get(1))
                .isEqualTo(FleetProblem.of(KnownProblem.AGENT_SILENT, "", START.plusSeconds(30)));
        status(AgentStatus.OFFLINE);
        assertThat(names()).contains("agent-offline").doesNotContain("agent-silent");
    }

    @Test
    void whatOnlyTheHubSeesIsAProblemToo() {
        take(1, 2, 5, 9);
        heard(health(6, 9, START.plusSeconds(600)));
        assertThat(names()).containsExactly("scans-lost", "scans-wanted", "clock-ahead");

        // a clock that says that it is not to be relied on may be anywhere
        heard(new Health(
                START.plusSeconds(600),
                "0.1.0",
                60,
                List.of(),
                List.of(),
                new Health.JournalHealth(JOURNAL, 6, 9, 1, Optional.of(START.minusSeconds(3_600)), 0, 0),
                new Health.ClockHealth(ClockQuality.FREE, 0),
                new Health.DiskHealth(1, 2),
                Map.of()));
        assertThat(names()).containsExactly("scans-lost", "backlog-old", "scans-wanted");
    }

    @Test
    void theHubsOwnClockIsBehindWhenMostClocksThatAreKeptSaySo() {
        heard("gw-1", ClockQuality.SYNCED, 3_600);
        heard("gw-4", ClockQuality.FREE, 9_000);
        assertThat(hub.core.fleet().view().problems()).as("one against one").isEmpty();

        heard("gw-2", ClockQuality.SYNCED, 3_601);
        heard("gw-3", ClockQuality.SYNCED, 0);
        assertThat(hub.core.fleet().view().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.name()).isEqualTo("hub-clock-behind");
            assertThat(problem.detail())
                    .isEqualTo(
                            "2 of 3 agents that follow a time source are ahead of it, half of all by 3600 s or more");
        });

        heard("gw-5", ClockQuality.SYNCED, 0);
        assertThat(hub.core.fleet().view().problems()).as("no majority").isEmpty();
    }

    private void heard(String agent, ClockQuality clock, long aheadS) {
        Health health = new Health(
                START.plusSeconds(aheadS),
                "0.1.0",
                60,
                List.of(),
                List.of(),
                new Health.JournalHealth(UUID.randomUUID(), 0, 0, 0, Optional.empty(), 0, 0),
                new Health.ClockHealth(clock, 0),
                new Health.DiskHealth(1, 2),
                Map.of());
        hub.store.transactions().write(tx -> {
            Fleet.heard(tx, new AgentAddress("ott-1", agent), health, START);
            return true;
        });
    }

    @Test
    void aJournalOfTwoAgentsAndANumberGivenTwiceAreProblemsOfTheAgent() {
        AgentAddress clone = new AgentAddress("ott-1", "gw-2");
        take(1);
        hub.accept(message(clone, JOURNAL, scan(2, "door-1", "3174257BF4499602D2000000", Direction.OUT, START)));
        hub.accept(message(OTTAWA, JOURNAL, scan(3, "door-1", "3174257BF4499602D2000000", Direction.IN, START)));
        heard(health(1, 3, START));
        assertThat(names()).containsExactly("journal-shared");

        hub.accept(message(OTTAWA, JOURNAL, scan(1, "door-2", "3174257BF4499602D2000000", Direction.OUT, START)));
        assertThat(names()).containsExactlyInAnyOrder("journal-number-reused", "journal-shared");
        assertThat(hub.core.fleet().view().problems())
                .extracting(FleetProblem::name)
                .containsExactly(KnownProblem.DEAD_LETTERS.code());
    }

    @Test
    void aLossThatSomebodyDismissedIsNoProblemUntilMoreIsLost() {
        take(1, 5);
        heard(health(5, 5, START));
        assertThat(agent().lost()).isEqualTo(3);
        assertThat(hub.core.fleet().losses(OTTAWA).get(0).lost()).containsExactly(new SeqRange(2, 4));

        assertThat(hub.core.fleet().dismissLost(OTTAWA, UUID.randomUUID(), "ada", "another journal"))
                .isZero();
        assertThat(hub.core.fleet().dismissLost(OTTAWA, JOURNAL, "ada", "card replaced"))
                .isEqualTo(3);
        assertThat(names()).isEmpty();
        assertThat(agent().lost()).isZero();
        // pressed twice, it is noted once
        assertThat(hub.core.fleet().dismissLost(OTTAWA, JOURNAL, "bob", "")).isZero();

        take(8);
        heard(health(8, 8, START));
        assertThat(agent().lost()).isEqualTo(2);
        LossView after = hub.core.fleet().losses(OTTAWA).get(0);
        assertThat(after.lost()).containsExactly(new SeqRange(6, 7));
        assertThat(after.dismissals())
                .containsExactly(new LossDismissal(START, "ada", "card replaced", 3, new SeqRange(2, 4)));
    }

    /** Damage cost scans of the journal that was; the gateway goes on as another. */
    @Test
    void lossesOfAnEarlierJournalAreShownAndDismissedToo() {
        UUID now = UUID.fromString("018f0000-0000-7000-8000-00000000000c");
        take(1, 5, 9);
        heard(new Health(
                START,
                "0.1.0",
                60,
                List.of(),
                List.of(),
                new Health.JournalHealth(
                        now, 1, 3, 0, Optional.empty(), 0, 0, List.of(new Health.EarlierJournal(JOURNAL, 1, 12, 0))),
                new Health.ClockHealth(ClockQuality.SYNCED, 5),
                new Health.DiskHealth(1, 2),
                Map.of()));
        hub.store.transactions().write(tx -> {
            Journals.giveUp(tx, JOURNAL, List.of(new SeqRange(2, 4), new SeqRange(10, 12)));
            return true;
        });

        assertThat(agent().lost()).isEqualTo(6);
        assertThat(agent().problems())
                .extracting(FleetProblem::detail)
                .containsExactly(
                        "6 numbers of its earlier journal " + JOURNAL + ", from 2 on",
                        "3 numbers of its earlier journal " + JOURNAL + " asked for again, from 6 on");
        LossView loss = hub.core.fleet().losses(OTTAWA).get(1);
        assertThat(loss.journal()).isEqualTo(JOURNAL);
        assertThat(loss.lost()).containsExactly(new SeqRange(2, 4), new SeqRange(10, 12));

        assertThat(hub.core.fleet().dismissLost(OTTAWA, JOURNAL, "ada", "")).isEqualTo(6);
        assertThat(names()).containsExactly("scans-wanted");
    }

    @Test
    void aDismissedNumberThatComesAllTheSameIsTaken() {
        take(1, 5);
        heard(health(5, 5, START));
        hub.core.fleet().dismissLost(OTTAWA, JOURNAL, "ada", "");
        take(3);
        assertThat(agent().committed()).isEqualTo(3);
        assertThat(agent().lost()).isZero();
    }

    @Test
    void problemsAreMeasuresByNameAndGoWhenTheyAreOver() {
        Instant since = START.minusSeconds(600);
        heard(health(
                1,
                0,
                START,
                new Health.Problem("reader-lost", "dock-a: no route", since),
                new Health.Problem("reader-lost", "dock-b: no route", since)));
        hub.core
                .checks()
                .add(() -> List.of(new HubChecks.Found(KnownProblem.HUB_DISK_LOW, "7 of 1000 bytes are free")));
        hub.core.fleetMeters().refresh();
        assertThat(measures("tagline.hub.agent.problem")).containsExactly("agent=gw-1,name=reader-lost,site=ott-1");
        assertThat(measures("tagline.hub.problem")).containsExactly("name=hub-disk-low");
        assertThat(hub.meters
                        .get("tagline.hub.agents")
                        .tag("state", "online")
                        .gauge()
                        .value())
                .isEqualTo(1);

        heard(health(1, 0, START));
        hub.core.fleetMeters().refresh();
        assertThat(measures("tagline.hub.agent.problem")).isEmpty();
    }

    @Test
    void problemsOfTheHubStandSinceTheyBegan() {
        hub.core.checks().add(() -> List.of(new HubChecks.Found(KnownProblem.HUB_INTAKE_DOWN, "")));
        assertThat(hub.core.fleet().view().problems())
                .containsExactly(FleetProblem.of(KnownProblem.HUB_INTAKE_DOWN, "", START));
        hub.pass(Duration.ofMinutes(5));
        assertThat(hub.core.fleet().view().problems())
                .containsExactly(FleetProblem.of(KnownProblem.HUB_INTAKE_DOWN, "", START));
    }

    @Test
    void onlyANewerAgentIsApart() {
        assertThat(ReleaseVersion.of("1.4.2").orElseThrow())
                .isEqualByComparingTo(ReleaseVersion.of("1.4").orElseThrow())
                .isGreaterThan(ReleaseVersion.of("1.3.9").orElseThrow())
                .isLessThan(ReleaseVersion.of("2.0.0-rc1").orElseThrow());
        assertThat(ReleaseVersion.of("development")).isEmpty();
        assertThat(ReleaseVersion.of("99999999999.1")).isEmpty();
    }

    private void take(long... numbers) {
        for (long seq : numbers) {
            hub.accept(message(JOURNAL, scan(seq, "door-1", "3174257BF4499602D2000000", Direction.IN, START)));
        }
    }

    private void heard(Health health) {
        hub.store.transactions().write(tx -> {
            Fleet.heard(tx, OTTAWA, health, hub.now());
            Journals.touch(tx, JOURNAL, OTTAWA, hub.now());
            Journals.heldFrom(tx, JOURNAL, health.journal().firstSeq());
            return true;
        });
    }

    private void status(AgentStatus status) {
        hub.store.transactions().write(tx -> {
            Fleet.heard(tx, OTTAWA, status, hub.now());
            return true;
        });
    }

    private static Health health(long firstSeq, long lastSeq, Instant at, Health.Problem... problems) {
        return new Health(
                at,
                "0.1.0",
                60,
                List.of(),
                List.of(),
                new Health.JournalHealth(JOURNAL, firstSeq, lastSeq, 0, Optional.empty(), 0, 0),
                new Health.ClockHealth(ClockQuality.SYNCED, 5),
                new Health.DiskHealth(1, 2),
                Map.of(),
                List.of(problems));
    }

    private AgentView agent() {
        return hub.core.fleet().view().agents().get(0);
    }

    private List<String> names() {
        return agent().problems().stream().map(FleetProblem::name).toList();
    }

    private List<String> measures(String name) {
        return hub.meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().equals(name))
                .map(id -> id.getTags().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .sorted()
                        .reduce((a, b) -> a + "," + b)
                        .orElse(""))
                .toList();
    }
}
