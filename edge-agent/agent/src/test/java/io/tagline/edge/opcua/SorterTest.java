package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.opcua.PlcChange.Quality;
import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.settings.Secret;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Direction;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SorterTest {
    private static final PlcNode FULL = new PlcNode(PlcSignal.LANE_FULL, "", 1, "ns=1;s=Full", "plc.nodes[0].node");
    private static final PlcNode BELT =
            new PlcNode(PlcSignal.CONVEYOR_RUNNING, "", 0, "ns=1;s=Run", "plc.nodes[1].node");

    private final AtomicLong tick = new AtomicLong(Duration.ofSeconds(1).toNanos());
    private final PlcChanges changes = new PlcChanges();
    private final Counters counters = new Counters();
    private final ConveyorState conveyors = new ConveyorState(changes, tick::get, counters);
    private final List<DivertCommand> commands = new CopyOnWriteArrayList<>();
    private final List<String> verdicts = new CopyOnWriteArrayList<>();
    private Sorter sorter;

    @BeforeEach
    void start() {
        sorter = new Sorter(settings(), conveyors, changes, tick::get, counters)
                .start((portal, number) -> verdicts.add(portal + " " + number), commands::add);
    }

    @AfterEach
    void stop() {
        sorter.close();
    }

    @Test
    void eachVerdictGoesToThePlcAndThoseWithALaneDivert() {
        sorter.judged(judgement("door-1", Verdict.UNKNOWN_TAG));
        sorter.judged(judgement("door-2", Verdict.EXPECTED));
        sorter.judged(judgement("door-1", Verdict.EXPECTED));
        await().until(() -> verdicts.equals(List.of("door-1 7", "door-2 1", "door-1 1")));
        await().until(() -> commands.size() == 1);
        assertThat(commands.get(0).lane()).isEqualTo(1);
        assertThat(commands.get(0).portal()).isEqualTo("door-1");
    }

    @Test
    void aFullLanesParcelsGoToTheDefaultLaneAndThatIsSaid() {
        changes.accept(change(FULL, 1));
        assertThat(conveyors.problems()).isEmpty();
        tick.addAndGet(ConveyorState.FULL_FOR.toNanos());
        assertThat(conveyors.problems())
                .containsExactly(new Problem(
                        "plc-lane-full",
                        "lane 1",
                        "lane 1 has been full for 10 s; its parcels go to the default lane"));
        sorter.judged(judgement("door-1", Verdict.EXPECTED));
        await().until(() -> commands.size() == 1);
        assertThat(commands.get(0).lane()).isEqualTo(9);
        changes.accept(change(FULL, 0));
        assertThat(conveyors.problems()).isEmpty();
        sorter.judged(judgement("door-1", Verdict.EXPECTED));
        await().until(() -> commands.size() == 2);
        assertThat(commands.get(1).lane()).isEqualTo(1);
    }

    @Test
    void whatBecomesOfCommandsIsCounted() {
        sorter.judged(judgement("door-1", Verdict.EXPECTED));
        await().until(() -> commands.size() == 1);
        for (DivertOutcome outcome : DivertOutcome.values()) {
            commands.get(0).done().accept(outcome);
        }
        assertThat(counters.total("tagline_plc_diverts_acknowledged_total")).isEqualTo(1);
        assertThat(counters.total("tagline_plc_diverts_late_total")).isEqualTo(1);
        assertThat(counters.total("tagline_plc_diverts_failed_total")).isEqualTo(3);
        assertThat(sorter.missed()).isEqualTo(4);
    }

    /** A thread that dies ends the agent. */
    @Test
    void aVerdictThatCannotBeWrittenLeavesTheNextOnesSorted() {
        sorter.close();
        sorter = new Sorter(settings(), conveyors, changes, tick::get, counters)
                .start(
                        (portal, number) -> {
                            throw new IllegalStateException("no such type");
                        },
                        commands::add);
        sorter.judged(judgement("door-1", Verdict.EXPECTED));
        sorter.judged(judgement("door-1", Verdict.EXPECTED));
        await().until(() -> commands.size() == 2);
    }

    /** Otherwise a belt at rest would look like a door that nothing passes any more. */
    @Test
    void aConveyorIsStoppedOnlyWhenThePlcSaysSo() {
        assertThat(conveyors.isStopped("door-1")).isFalse();
        changes.accept(change(BELT, 0));
        assertThat(conveyors.isStopped("door-1")).isTrue();
        changes.accept(change(BELT, 1));
        assertThat(conveyors.isStopped("door-1")).isFalse();
        changes.accept(change(BELT, 0));
        changes.accept(PlcChange.lost(BELT, tick.get()));
        assertThat(conveyors.isStopped("door-1")).isFalse();
    }

    private Judgement judgement(String portal, Verdict verdict) {
        return new Judgement(
                new PortalId(portal),
                Epc.parse("30395DFA8324B7C000000001"),
                Direction.IN,
                verdict,
                Optional.empty(),
                "",
                tick.get());
    }

    private PlcChange change(PlcNode node, double value) {
        return new PlcChange(
                node, value, Optional.empty(), Optional.empty(), Quality.GOOD, false, tick.get(), tick.get());
    }

    private static PlcSettings settings() {
        return new PlcSettings(
                new AgentAddress("ott-1", "gw-1"),
                URI.create("opc.tcp://127.0.0.1"),
                "tagline",
                new Secret("secret"),
                PlcSettings.PUBLISHING,
                PlcSettings.SAMPLING,
                PlcSettings.HEARTBEAT,
                PlcSettings.DIVERT_TIMEOUT,
                List.of(FULL, BELT),
                List.of(new DivertSettings(
                        "door-1",
                        Map.of(Verdict.EXPECTED, 1, Verdict.REFUSED, 2),
                        9,
                        0,
                        Duration.ofSeconds(3),
                        DivertSettings.EYE_WINDOW)));
    }
}
