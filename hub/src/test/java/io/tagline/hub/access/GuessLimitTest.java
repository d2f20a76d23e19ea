package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class GuessLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong tick = new AtomicLong();
    private final GuessLimit limit = new GuessLimit(6, tick::get);

    private void guess(String address, int times) {
        for (int i = 0; i < times; i++) {
            limit.wrong(address);
        }
    }

    @Test
    void whoGuessesTooOftenIsRefusedUnheardForAWhile() {
        guess("192.0.2.1", 6);

        assertThat(limit.mayTry("192.0.2.1", "another")).isFalse();
        assertThat(limit.mayTry("192.0.2.2", "another")).as("another address").isTrue();
        tick.addAndGet(11 * SECOND);
        assertThat(limit.mayTry("192.0.2.1", "another")).isTrue();
    }

    @Test
    void whatWasRightGoesOnBehindTheSameAddress() {
        limit.right("agent's secret");
        guess("192.0.2.1", 100);

        assertThat(limit.mayTry("192.0.2.1", "agent's secret")).isTrue();
        assertThat(limit.mayTry("192.0.2.1", "guess")).isFalse();
    }

    @Test
    void aNetworkOfIpv6IsOneGuesser() {
        for (int i = 0; i < 6; i++) {
            limit.wrong("2001:db8::" + i);
        }
        assertThat(limit.mayTry("2001:db8::ffff", "guess")).isFalse();
    }
}
