package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong tick = new AtomicLong();
    private final Throttle throttle = new Throttle(6, tick::get);

    @Test
    void aKeyGetsItsShareThenWaitsForTheBucketToRefill() {
        for (int i = 0; i < 6; i++) {
            assertThat(throttle.tryAcquire("a")).isTrue();
        }
        assertThat(throttle.tryAcquire("a")).isFalse();
        assertThat(throttle.tryAcquire("b")).as("another key").isTrue();
        tick.addAndGet(9 * SECOND);
        assertThat(throttle.tryAcquire("a")).isFalse();
        tick.addAndGet(2 * SECOND);
        assertThat(throttle.tryAcquire("a")).isTrue();
    }

    @Test
    void millionsOfAddressesDoNotFillTheMemory() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(throttle.tryAcquire("address " + i)).isTrue();
        }
        assertThat(throttle.keys()).isLessThanOrEqualTo(20_000);
    }
}
