package io.tagline.edge.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What makes false scans at docks, one kind at a time: each on many tags, since fading makes single ones a matter of luck. */
class HardCasesTest {
    private static final double MS = 1_000_000;
    private static final int CARTS = 40;
    private static final int APART_MS = 30_000;
    private static final int LOAD = 4;
    private static final double FAINT_DB = -18;

    private final long seed = Long.getLong("tagline.seed", 20_261_123L);
    private final Random random = new Random(seed);
    private final Dock dock = new Dock(random);
    private final Map<Epc, Double> crossedMs = new HashMap<>();

    @Test
    void tagsParkedNearTheDoorAreNoScans() {
        for (int cart = 0; cart < CARTS; cart++) {
            double y = random.nextBoolean() ? -1.3 - random.nextDouble() : 1.3 + random.nextDouble();
            double x = -1 + 6 * random.nextDouble();
            load(cart, ms -> new Dock.Place(x, y));
        }
        assertNearlyNoScans();
    }

    @Test
    void cartsThatTurnBackBeforeTheLineAreNoScans() {
        for (int cart = 0; cart < CARTS; cart++) {
            double metresPerS = 0.6 + random.nextDouble();
            double nearest = 0.9 + 0.7 * random.nextDouble();
            int side = random.nextBoolean() ? -1 : 1;
            load(cart, ms -> new Dock.Place(0, side * (nearest + metresPerS * Math.abs(ms / 1000 - 5))));
        }
        assertNearlyNoScans();
    }

    @Test
    void peopleWhoWalkPastBothDoorsAreNoScans() {
        for (int cart = 0; cart < CARTS; cart++) {
            double metresPerS = 0.8 + random.nextDouble();
            double y = -1.8 - 2 * random.nextDouble();
            load(cart, ms -> new Dock.Place(2 + metresPerS * (ms / 1000 - 6), y));
        }
        assertNearlyNoScans();
    }

    @Test
    void aCartThatStopsInTheDoorwayIsToldOnceAndNotBeforeItGoesOn() {
        for (int cart = 0; cart < CARTS; cart++) {
            double stopsAt = -0.9 + 0.2 * random.nextDouble();
            double metresPerS = 0.8 + random.nextDouble();
            double waitsMs = 2_000 + random.nextInt(4_000);
            double goesOnMs = 5_000 + waitsMs;
            Dock.Way way = ms -> {
                double walkedMs = Math.min(0, ms - 5_000) + Math.max(0, ms - goesOnMs);
                return Dock.at(1, stopsAt + metresPerS * walkedMs / 1000);
            };
            crosses(load(cart, way), cart, goesOnMs - stopsAt / metresPerS * 1000);
        }
        assertNearlyAllToldOnce("door-1", Direction.OUT);
    }

    @Test
    void aCartThatComesBackIsToldOutAndIn() {
        List<Epc> tags = new ArrayList<>();
        for (int cart = 0; cart < CARTS; cart++) {
            double metresPerS = 0.9 + random.nextDouble();
            double far = 4 + 2 * random.nextDouble();
            tags.addAll(load(cart, ms -> Dock.at(2, far - metresPerS * Math.abs(ms / 1000 - 9))));
        }
        Map<Epc, List<Direction>> told = new HashMap<>();
        for (Passage passage : dock.passages()) {
            told.computeIfAbsent(passage.epc(), epc -> new ArrayList<>()).add(passage.direction());
        }
        long right = tags.stream()
                .filter(epc -> List.of(Direction.OUT, Direction.IN).equals(told.get(epc)))
                .count();
        assertThat(right / (double) tags.size())
                .as("out, then in, seed %d", seed)
                .isGreaterThan(0.9);
    }

    @Test
    void anAntennaThatDropsOutAsTheCartCrossesCostsFewScans() {
        for (int cart = 0; cart < CARTS; cart++) {
            Dock.Way way = through(1);
            List<Epc> tags = new ArrayList<>();
            for (int i = 0; i < LOAD; i++) {
                tags.add(dock.walk(cart * APART_MS, way, antenna -> antenna != 2));
            }
            crosses(tags, cart, 5_000);
        }
        assertNearlyAllToldOnce("door-1", Direction.OUT);
    }

    @Test
    void loudReadersThatHearTagsAtTheNeighboursDoorTellTheRightOne() {
        dock.louder(9);
        for (int cart = 0; cart < CARTS; cart++) {
            crosses(load(cart, through(2)), cart, 5_000);
            double y = -3 - 2 * random.nextDouble();
            load(cart, ms -> Dock.at(1, y));
        }
        assertNearlyAllToldOnce("door-2", Direction.OUT);
    }

    /**
     * A parcel whose tag faces the wrong way is heard a few times on one side: by itself it may have turned back, and was
     * never told. The fading here is not what the models have learned from, so that a part of them must do.
     */
    @Test
    void aFaintTagThatOneSideHeardGoesWithItsMates() {
        List<Epc> faint = new ArrayList<>();
        for (int cart = 0; cart < CARTS; cart++) {
            Dock.Way way = through(1);
            crosses(load(cart, way), cart, 5_000);
            crosses(load(cart, way), cart, 5_000);
            faint.add(dock.walk(cart * APART_MS, way, antenna -> antenna % 2 == 1, FAINT_DB));
            crosses(List.of(faint.get(cart)), cart, 5_000);
            dock.walk(cart * APART_MS, ms -> Dock.at(1, -1), antenna -> antenna % 2 == 1, FAINT_DB);
        }
        faint.removeIf(epc -> !dock.heard(epc));

        List<Passage> passages = dock.passages();

        assertThat(passages).as("seed %d", seed).extracting(Passage::epc).allMatch(crossedMs::containsKey);
        long told = passages.stream()
                .filter(passage -> faint.contains(passage.epc()))
                .count();
        assertThat(told / (double) faint.size())
                .as("of %d faint tags, seed %d", faint.size(), seed)
                .isGreaterThan(0.2);
    }

    /** Out through a door at 1 to 2 m/s, over the line after 5 s. */
    private Dock.Way through(int door) {
        double metresPerS = 1 + random.nextDouble();
        return ms -> Dock.at(door, metresPerS * (ms / 1000 - 5));
    }

    private List<Epc> load(int cart, Dock.Way way) {
        return Stream.generate(() -> dock.walk(cart * APART_MS, way))
                .limit(LOAD)
                .toList();
    }

    private void crosses(List<Epc> tags, int cart, double ms) {
        tags.forEach(epc -> crossedMs.put(epc, cart * APART_MS + ms));
    }

    private void assertNearlyNoScans() {
        assertThat(dock.passages().size()).as("false scans, seed %d", seed).isLessThanOrEqualTo(CARTS * LOAD / 50);
    }

    private void assertNearlyAllToldOnce(String door, Direction direction) {
        List<Passage> passages = dock.passages();
        Set<Epc> right = new HashSet<>();
        List<Double> errorsMs = new ArrayList<>();
        int wrong = 0;
        for (Passage passage : passages) {
            Double crossed = crossedMs.get(passage.epc());
            boolean good = crossed != null
                    && passage.portal().value().equals(door)
                    && passage.direction() == direction
                    && passage.decidedTick() > (crossed - 500) * MS
                    && right.add(passage.epc());
            wrong += good ? 0 : 1;
            if (crossed != null && good) {
                errorsMs.add(Math.abs(passage.atTick() / MS - crossed));
            }
        }
        Collections.sort(errorsMs);
        assertThat(errorsMs.get(errorsMs.size() * 9 / 10))
                .as("nine in ten crossing times are right within so many ms, seed %d", seed)
                .isLessThan(800);
        assertThat(right.size() / (double) crossedMs.size())
                .as("recall, seed %d", seed)
                .isGreaterThan(0.93);
        assertThat(wrong / (double) passages.size())
                .as("false scans, seed %d", seed)
                .isLessThan(0.04);
    }
}
