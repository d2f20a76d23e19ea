package io.tagline.edge.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickerTest {
    /** On the wall clock, a gateway whose time is set while a parcel passes would split its passage, or let a time-out be over. */
    @Test
    void elapsedTimeIsNotTheWallClocks() {
        long before = System.nanoTime();
        long tick = Ticker.system().nanos();
        long after = System.nanoTime();

        assertThat(tick - before).isNotNegative();
        assertThat(after - tick).isNotNegative();
    }
}
