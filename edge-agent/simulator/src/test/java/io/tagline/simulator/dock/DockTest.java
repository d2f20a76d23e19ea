package io.tagline.simulator.dock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DockTest {
    private static final long TURN = 100_000;
    private static final long SECOND = 1_000_000;
    private static final long SEED = Long.getLong("tagline.seed", 11);

    private final List<DockDoor> doors = DockPlan.usual()
            .doors(List.of(new DockPlan.Site("door-1", "dock-a", 1), new DockPlan.Site("door-2", "dock-b", 1)));
    private final Dock dock = Dock.open(doors, SEED, 0);
    private final Traffic traffic = new Traffic(doors, SEED);

    @Test
    void theSameSeedGivesTheSameReads() {
        assertThat(busy(SEED)).isEqualTo(busy(SEED)).isNotEqualTo(busy(SEED + 1));
    }

    @Test
    void aCartIsReadByBothReadersAndMostByItsOwn() {
        dock.send(traffic.cart(doors.get(0), true, traffic.strangers(8), 0));
        long own = reads("dock-a", 12).size();
        assertThat(own).isGreaterThan(60);
        assertThat((long) reads("dock-b", 12).size()).isBetween(1L, own);
    }

    @Test
    void theTruthIsEachTagWithItsDoorWayAndTime() {
        List<String> epcs = traffic.strangers(3);
        Trip cart = traffic.cart(doors.get(1), false, epcs, 2 * SECOND);
        dock.send(cart);
        assertThat(dock.truth(60 * SECOND))
                .hasSize(3)
                .allMatch(crossing -> crossing.door().equals("door-2") && !crossing.out())
                .extracting(Crossing::epcHex)
                .containsExactlyInAnyOrderElementsOf(epcs);
        for (Crossing crossing : dock.truth(60 * SECOND)) {
            Item item = cart.items().stream()
                    .filter(each -> each.epcHex().equals(crossing.epcHex()))
                    .findFirst()
                    .orElseThrow();
            assertThat(cart.middleAt(crossing.atMicros()).plus(item.offset()).y())
                    .isCloseTo(0, within(1e-3));
        }
        assertThat(dock.truth(2 * SECOND)).as("not yet").isEmpty();
    }

    @Test
    void whatTurnsPassesByOrStandsCrossesNothing() {
        for (int i = 0; i < 50; i++) {
            dock.send(traffic.turnsBack(doors.get(0), i % 2 == 0, traffic.strangers(3), 0));
            dock.send(traffic.passesBy(traffic.strangers(3), 0));
            dock.send(traffic.parked(doors.get(0), i % 2 == 0, traffic.strangers(3), 0));
            dock.send(traffic.onBelt(traffic.strangers(1).get(0), 0));
        }
        assertThat(dock.truth(600 * SECOND)).isEmpty();
    }

    @Test
    void oneThatComesBackCrossesTwiceAndOneThatStopsOnce() {
        dock.send(traffic.comesBack(doors.get(0), true, traffic.strangers(1), 0));
        assertThat(dock.truth(600 * SECOND)).extracting(Crossing::out).containsExactly(true, false);
        Dock another = Dock.open(doors, SEED, 0);
        another.send(traffic.stops(doors.get(0), false, traffic.strangers(1), 0));
        assertThat(another.truth(600 * SECOND)).extracting(Crossing::out).containsExactly(false);
    }

    @Test
    void moreTagsInViewMeansFewerReadsOfEach() {
        assertThat(readsOfEach(2)).isGreaterThan(3 * readsOfEach(40));
    }

    @Test
    void aTagThatRestsIsReadOnceInAWhile() {
        Dock resting = dock.withRestingTags();
        for (Dock each : List.of(dock, resting)) {
            each.send(new Traffic(doors, SEED).carried(doors.get(0), true, "3034f4e4e43b9aca01000000", 0));
        }
        int rested = all(resting, "dock-a", 10).size();
        assertThat(rested).isBetween(1, 20);
        assertThat(all(dock, "dock-a", 10).size()).isGreaterThan(5 * rested);
    }

    @Test
    void anAntennaWithABadPlugHearsNothing() {
        dock.send(traffic.cart(doors.get(0), true, traffic.strangers(8), 0));
        dock.silence("dock-a", 2, 0, 60 * SECOND);
        assertThat(reads("dock-a", 12))
                .extracting(DockRead::antenna)
                .contains(1, 3, 4)
                .doesNotContain(2);
    }

    @Test
    void anAntennaHangsAtTheDockOnce() {
        assertThatThrownBy(() -> Dock.open(
                        DockPlan.usual()
                                .doors(List.of(
                                        new DockPlan.Site("door-1", "dock-a", 1),
                                        new DockPlan.Site("door-2", "dock-a", 3))),
                        0,
                        0))
                .hasMessage("antenna 3 of reader dock-a hangs twice at the dock; expected once");
    }

    /** A portal that hears nobody, or everybody, would prove nothing: the figures of a busy hour are those of docks. */
    @Test
    void aBusyDockReadsNearlyAllThatPassesAndManyThatDoNot() {
        Dock busy = Dock.open(doors, SEED, 0);
        new BusyDock(busy, 8, n -> String.format("3114f4e4e4%014x", n), SEED).goOnUntil(300 * SECOND);
        List<DockRead> reads = new ArrayList<>();
        for (int turn = 0; turn < 320 * SECOND / TURN; turn++) {
            int antenna = 1 + turn % DockPlan.ANTENNAS_PER_DOOR;
            reads.addAll(busy.turn("dock-a", antenna, turn * TURN, (turn + 1) * TURN));
            reads.addAll(busy.turn("dock-b", antenna, turn * TURN, (turn + 1) * TURN));
        }
        List<Crossing> truth = busy.truth(310 * SECOND);
        long heard = truth.stream()
                .filter(crossing -> reads.stream()
                        .anyMatch(read -> read.epcHex().equals(crossing.epcHex())
                                && Math.abs(read.atMicros() - crossing.atMicros()) < 4 * SECOND))
                .count();
        assertThat(truth).as("seed %d", SEED).hasSizeGreaterThan(60);
        assertThat(heard / (double) truth.size()).as("seed %d", SEED).isGreaterThan(0.95);
        assertThat(reads.stream()
                        .filter(read -> truth.stream().noneMatch(t -> t.epcHex().equals(read.epcHex())))
                        .count())
                .as("strays, seed %d", SEED)
                .isGreaterThan(reads.size() / 2);
    }

    private double readsOfEach(int tags) {
        Dock fresh = Dock.open(doors, SEED, 0);
        fresh.send(new Traffic(doors, SEED).cart(doors.get(0), true, traffic.strangers(tags), 0));
        List<DockRead> reads = all(fresh, "dock-a", 12);
        return reads.size()
                / (double) reads.stream().map(DockRead::epcHex).distinct().count();
    }

    private List<DockRead> reads(String reader, int seconds) {
        return all(dock, reader, seconds);
    }

    private static List<DockRead> all(Dock dock, String reader, int seconds) {
        return IntStream.range(0, (int) (seconds * SECOND / TURN))
                .mapToObj(turn ->
                        dock.turn(reader, 1 + turn % DockPlan.ANTENNAS_PER_DOOR, turn * TURN, (turn + 1) * TURN))
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<DockRead> busy(long seed) {
        Dock busy = Dock.open(doors, seed, 0);
        new BusyDock(busy, 30, n -> String.format("3114f4e4e4%014x", n), seed).goOnUntil(20 * SECOND);
        return all(busy, "dock-b", 20);
    }
}
