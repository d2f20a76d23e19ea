package io.tagline.edge.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsDoubleUpToTheMostAndAreNeverTheSameForAll() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));
        long expected = Duration.ofSeconds(1).toNanos();
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.nextNanos()).isBetween(expected / 2, expected);
            expected = Math.min(2 * expected, Duration.ofSeconds(60).toNanos());
        }
        backoff.reset();
        assertThat(backoff.nextNanos())
                .isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }
}
