package io.tagline.edge.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Tags that pass, turn back and stand about, many at a time. */
class DockTest {
    private final long seed = Long.getLong("tagline.seed", 20_261_122L);
    private final Random random = new Random(seed);
    private final Dock dock = new Dock(random);

    @Test
    void passingTagsAreScannedOnceAtTheirDoorAndOthersNever() {
        Map<Epc, String> expected = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            double start = i * 2_000;
            int door = 1 + random.nextInt(2);
            boolean out = random.nextBoolean();
            double metresPerS = 0.5 + 2 * random.nextDouble();
            Epc passing = walk(start, door, ms -> (out ? 1 : -1) * (metresPerS * ms / 1000 - 4));
            expected.put(passing, "door-" + door + (out ? Direction.OUT : Direction.IN));
            walk(start, door, ms -> -1.2 - Math.abs(metresPerS * ms / 1000 - 4));
            double stands = random.nextBoolean() ? -3 + 1.5 * random.nextDouble() : 1.5 + 2 * random.nextDouble();
            walk(start, door, ms -> stands);
        }

        List<Passage> passages = dock.passages();

        long right = passages.stream()
                .filter(passage -> (passage.portal() + "" + passage.direction()).equals(expected.get(passage.epc())))
                .map(Passage::epc)
                .distinct()
                .count();
        assertThat((double) right / passages.size())
                .as("precision, seed %d", seed)
                .isGreaterThan(0.97);
        assertThat((double) right / expected.size()).as("recall, seed %d", seed).isGreaterThan(0.93);
    }

    /** An operator who asks why a tag passed is told on which reads, and with whom. */
    @Test
    void aPassageNamesItsReadsAndTheTagsOnItsCart() {
        Set<Epc> cart = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            double ahead = 0.6 * random.nextDouble() - 0.3;
            cart.add(walk(0, 1, ms -> 1.2 * ms / 1000 - 4 + ahead));
            walk(0, 1, ms -> -2);
            walk(0, 2, ms -> 4 - 0.7 * ms / 1000);
        }

        List<Passage> ours = dock.passages().stream()
                .filter(passage -> cart.contains(passage.epc()))
                .toList();
        assertThat(ours).as("seed %d", seed).hasSizeGreaterThan(8);
        assertThat(ours).as("seed %d", seed).allSatisfy(passage -> {
            Evidence evidence = passage.evidence();
            assertThat(evidence.inside().reads() + evidence.outside().reads()).isEqualTo(passage.reads());
            assertThat(evidence.describe()).startsWith("by ").contains(" reads inside", " reads outside");
        });
        List<Passage> voted = ours.stream()
                .filter(passage -> passage.evidence().basis() == Evidence.Basis.VOTE)
                .toList();
        assertThat(voted).as("seed %d", seed).isNotEmpty();
        List<Epc> named = voted.stream()
                .flatMap(passage -> passage.evidence().foremost().stream())
                .toList();
        assertThat(named).as("seed %d", seed).isNotEmpty();
        assertThat(named.stream().filter(cart::contains).count())
                .as("mates named that are on the cart, of %d, seed %d", named.size(), seed)
                .isGreaterThan(named.size() * 9L / 10);
    }

    private Epc walk(double startMs, int door, DoubleUnaryOperator metresOutside) {
        return dock.walk(startMs, ms -> Dock.at(door, metresOutside.applyAsDouble(Math.min(ms, 10_000))));
    }
}
