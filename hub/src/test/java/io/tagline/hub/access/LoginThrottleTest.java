package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LoginThrottleTest {

    private static final long MINUTE = 60_000_000_000L;

    private final AtomicLong tick = new AtomicLong();
    private final LoginThrottle throttle = new LoginThrottle(5, tick::get, (name, reason, address) -> {});

    /** How many of these attempts are looked at. */
    private int attempts(int times, String user, String address) {
        int heard = 0;
        for (int i = 0; i < times; i++) {
            heard += throttle.begin(user, address) ? 1 : 0;
        }
        return heard;
    }

    @Test
    void oneNameFromOneAddressGetsFiveAndAllNamesTwentyFive() {
        assertThat(attempts(100, "zoe", "192.0.2.1")).isEqualTo(5);
        int others = 0;
        for (int i = 0; i < 20; i++) {
            others += attempts(5, "user-" + i, "192.0.2.1");
        }
        assertThat(others).isEqualTo(20);
        assertThat(attempts(1, "zoe", "192.0.2.2")).as("zoe elsewhere").isEqualTo(1);
    }

    @Test
    void manyAddressesTogetherGetFiftyForOneName() {
        int heard = 0;
        for (int i = 0; i < 100; i++) {
            heard += attempts(5, "zoe", "192.0.2." + i);
        }
        assertThat(heard).isEqualTo(50);
    }

    /** Otherwise anybody could keep the one person out who has to act. */
    @Test
    void nobodyIsKeptOutOfWhereTheyLoggedInBeforeHoweverLongOthersGuess() {
        throttle.succeeded("zoe", "198.51.100.7");
        for (int minute = 0; minute < 10; minute++) {
            for (int i = 0; i < 100; i++) {
                attempts(5, "zoe", "192.0.2." + i);
            }
            assertThat(attempts(1, "zoe", "203.0.113.9")).as("from a new place").isZero();
            assertThat(attempts(1, "zoe", "198.51.100.7")).as("from her own").isEqualTo(1);
            tick.addAndGet(MINUTE / 5);
        }
    }
}
