package io.tagline.llrp.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.llrp.Seed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void pausesDoubleUpToTheLongestAndStartShortAfterAReset() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1000), Seed.random());
        for (int span : new int[] {100, 200, 400, 800, 1000, 1000}) {
            assertThat(backoff.next())
                    .as("seed %d", Seed.VALUE)
                    .isBetween(Duration.ofMillis(span / 2), Duration.ofMillis(span));
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
}
