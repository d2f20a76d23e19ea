package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.board.BoardView;
import io.tagline.edge.board.BoardView.Level;
import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.uplink.UplinkState;
import io.tagline.edge.uplink.UplinkStatus;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import io.tagline.wire.KnownProblem;
import io.tagline.wire.Manifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoardLookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final PortalId DOOR = new PortalId("door-1");

    private static final Judgement STOP = new Judgement(
            DOOR,
            Epc.parse("3174257BF4499602D2000001"),
            Direction.OUT,
            Verdict.REFUSED,
            Optional.of("CC000000014CA"),
            "customs",
            0);

    private final WallClock clock = new WallClock(() -> 0, () -> NOW, ClockDiscipline.none());
    private final Judge judge = new Judge();
    private final AgentHealth health =
            new AgentHealth("1", Path.of("."), clock, () -> 0, new Counters(), new Pulses(() -> 0), () -> {
                throw new AssertionError("the board asked the disk");
            });
    private Optional<Problem> old = Optional.empty();
    private final BoardLook look = new BoardLook(
            clock,
            new PortalMap(List.of(new PortalAntenna(DOOR, new ReaderId("dock-a"), 1, Side.INSIDE, 0))),
            judge,
            health,
            () -> new UplinkStatus(UplinkState.UNREACHABLE, "", 0),
            () -> old,
            door -> List.of(STOP));

    @Test
    void theBoardSeesTheAgentAsItIs() {
        health.reader("dock-a").state("reading", "", true);
        BoardView before = look.get();
        assertThat(before.manifest()).isEmpty();
        assertThat(before.doors()).containsExactly(new BoardView.Door(DOOR, Optional.empty(), List.of(STOP)));
        assertThat(before.readers()).containsExactly(new BoardView.Part("dock-a", "reading", Level.GOOD));
        assertThat(before.uplink()).isEqualTo(new BoardView.Part("", "unreachable", Level.BAD));

        judge.take(new Manifest(
                1,
                NOW,
                Map.of(
                        "door-1",
                        new Manifest.Portal(
                                "YUL-17",
                                Direction.OUT,
                                List.of(new Manifest.Expected("3174257BF4499602D2000000", "CC000000005CA")),
                                Map.of()))));
        assertThat(look.get().doors().get(0).load())
                .hasValueSatisfying(load -> assertThat(load.missing()).containsExactly("CC000000005CA"));
        assertThat(look.get().manifest()).hasValue(new BoardView.InHand(NOW, false));

        old = Optional.of(Problem.of(KnownProblem.MANIFEST_OLD, "cut off"));
        assertThat(look.get().manifest()).hasValue(new BoardView.InHand(NOW, true));
    }
}
