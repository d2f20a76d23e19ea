package io.tagline.hub.crm.fake.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** So many requests in any window, by a sliding window as Dynamics and HubSpot have it. Safe for any thread. */
final class Quota {
    private final int most;
    private final Duration window;
    private final Deque<Instant> taken = new ArrayDeque<>();

    Quota(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** Takes one; or says how long until there is one. */
    synchronized Optional<Duration> refused(Instant now) {
        while (!taken.isEmpty() && !taken.getFirst().isAfter(now.minus(window))) {
            taken.removeFirst();
        }
        if (taken.size() >= most) {
            return Optional.of(
                    taken.isEmpty()
                            ? window
                            : Duration.between(now, taken.getFirst().plus(window)));
        }
        taken.addLast(now);
        return Optional.empty();
    }

    int most() {
        return most;
    }
}
