package io.tagline.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.SeqRange;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SeqSetTest {
    private static final int HIGHEST = 60;

    @Test
    void anyOrderOfReceiptsAndRequestsGivesTheSetOfTheirNumbers() {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            SeqSet set = SeqSet.EMPTY;
            var model = new TreeSet<Long>();
            for (int step = 0; step < 30; step++) {
                long from = 1L + random.nextInt(HIGHEST);
                var range = new SeqRange(from, Math.min(HIGHEST, from + random.nextInt(8)));
                boolean add = random.nextInt(3) > 0;
                set = add ? set.plus(range) : set.minus(range);
                for (long seq = range.from(); seq <= range.to(); seq++) {
                    if (add) {
                        model.add(seq);
                    } else {
                        model.remove(seq);
                    }
                }
                check(set, model, seed);
            }
        }
    }

    private static void check(SeqSet set, NavigableSet<Long> model, long seed) {
        long[] numbers = model.stream().mapToLong(Long::longValue).toArray();
        assertThat(set.ranges()).as("-Dtagline.seed=%d", seed).isEqualTo(SeqRange.covering(numbers));
        assertThat(set.size()).isEqualTo(model.size());
        assertThat(set.highest()).isEqualTo(model.isEmpty() ? 0 : model.last());
        long prefix = 0;
        while (model.contains(prefix + 1)) {
            prefix++;
        }
        assertThat(set.prefix()).as("-Dtagline.seed=%d", seed).isEqualTo(prefix);
        var missing = new TreeSet<Long>();
        for (SeqRange range : set.missing(5, 50, Integer.MAX_VALUE)) {
            for (long seq = range.from(); seq <= range.to(); seq++) {
                missing.add(seq);
            }
        }
        for (long seq = 1; seq <= HIGHEST; seq++) {
            assertThat(set.contains(seq)).as("-Dtagline.seed=%d", seed).isEqualTo(model.contains(seq));
            assertThat(missing.contains(seq))
                    .as("-Dtagline.seed=%d", seed)
                    .isEqualTo(seq >= 5 && seq <= 50 && !model.contains(seq));
        }
    }

    @Test
    void missingRangesAreLimitedToThoseAskedFor() {
        SeqSet set =
                SeqSet.EMPTY.plus(new SeqRange(3, 3)).plus(new SeqRange(5, 5)).plus(new SeqRange(7, 7));

        assertThat(set.missing(1, 9, 2)).isEqualTo(List.of(new SeqRange(1, 2), new SeqRange(4, 4)));
    }
}
