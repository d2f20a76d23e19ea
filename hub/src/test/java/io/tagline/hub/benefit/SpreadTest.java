package io.tagline.hub.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SpreadTest {

    @Test
    void quantilesAreRightToABucketWhateverTheOrderAndThePartsTheyAreSummedIn() {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            List<Duration> times = Stream.generate(
                            () -> Duration.ofMillis((long) Math.exp(7 + random.nextGaussian() * 3)))
                    .limit(500)
                    .toList();
            Spread whole = sum(times);
            Spread parts = sum(times.subList(250, 500)).plus(sum(times.subList(0, 250)));
            assertThat(parts).as("seed " + seed).isEqualTo(whole);
            assertThat(Spread.parse(whole.toString())).as("seed " + seed).isEqualTo(whole);
            long exact = times.stream().sorted().toList().get(249).toMillis();
            if (exact > 1_000) {
                assertThat((double) whole.quantile(0.5).orElseThrow().toMillis() / exact)
                        .as("seed " + seed)
                        .isBetween(0.79, 1.27);
            }
        }
    }

    private static Spread sum(List<Duration> times) {
        return times.stream().map(Spread::of).reduce(Spread.NONE, Spread::plus);
    }

    @Test
    void whatCanNotBeReadIsNoData() {
        assertThat(Spread.parse("1:2 x")).isEqualTo(Spread.NONE);
        assertThat(Spread.parse("99:2 -4:1")).isEqualTo(Spread.NONE);
        assertThat(Spread.NONE.quantile(0.5)).isEmpty();
    }
}
