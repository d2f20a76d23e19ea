package io.tagline.hub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.SeqRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class SeqRangesTest {
    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @RepeatedTest(200)
    void rangesAreTheSetOfTheirNumbersWhateverTheOrder() {
        TreeSet<Long> model = new TreeSet<>();
        SeqRanges ranges = SeqRanges.NONE;
        for (int i = 0; i < 12; i++) {
            long from = 1L + random.nextInt(40);
            SeqRange range = new SeqRange(from, from + random.nextInt(5));
            LongStream.rangeClosed(range.from(), range.to()).forEach(model::add);
            ranges = ranges.plus(List.of(range));
        }

        assertThat(numbers(ranges.ranges())).as("seed %d", seed).isEqualTo(new ArrayList<>(model));
        assertThat(ranges.size()).isEqualTo(model.size());
        assertThat(ranges.highest()).isEqualTo(model.last());
        for (int i = 1; i < ranges.ranges().size(); i++) {
            assertThat(ranges.ranges().get(i).from())
                    .as("seed %d: ranges neither touch nor overlap", seed)
                    .isGreaterThan(ranges.ranges().get(i - 1).to() + 1);
        }
        long from = 1L + random.nextInt(30);
        long to = from + random.nextInt(30);
        List<Long> missing = LongStream.rangeClosed(from, to)
                .boxed()
                .filter(seq -> !model.contains(seq))
                .toList();
        assertThat(numbers(ranges.missing(from, to, 100))).as("seed %d", seed).isEqualTo(missing);
        List<Long> between = new ArrayList<>(model.subSet(from, true, to, true));
        assertThat(numbers(ranges.between(from, to, 100))).as("seed %d", seed).isEqualTo(between);
    }

    @Test
    void highestNumberOfAllIsANumberLikeOthers() {
        long most = Long.MAX_VALUE;
        SeqRanges ranges = SeqRanges.of(List.of(
                new SeqRange(most - 1, most - 1),
                new SeqRange(1, 1),
                new SeqRange(most, most),
                new SeqRange(most, most)));

        assertThat(ranges.ranges()).containsExactly(new SeqRange(1, 1), new SeqRange(most - 1, most));
        assertThat(ranges.missing(1, most, 10)).containsExactly(new SeqRange(2, most - 2));
    }

    @Test
    void noMoreRangesAreGivenThanAskedFor() {
        SeqRanges every2nd = SeqRanges.of(LongStream.rangeClosed(1, 50)
                .mapToObj(i -> new SeqRange(2 * i, 2 * i))
                .toList());

        assertThat(every2nd.missing(1, 100, 3))
                .containsExactly(new SeqRange(1, 1), new SeqRange(3, 3), new SeqRange(5, 5));
        assertThat(every2nd.between(1, 100, 2)).containsExactly(new SeqRange(2, 2), new SeqRange(4, 4));
    }

    private static List<Long> numbers(List<SeqRange> ranges) {
        return ranges.stream()
                .flatMap(range ->
                        LongStream.rangeClosed(range.from(), range.to()).boxed())
                .collect(Collectors.toList());
    }
}
