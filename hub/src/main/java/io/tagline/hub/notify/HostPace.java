package io.tagline.hub.notify;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How many notices one host gets in a minute: its own limits would refuse more, and hold it against us. Confined to a thread. */
final class HostPace {
    private static final int MOST_HOSTS = 10_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final long between;
    private final int burst;
    private final LongSupplier ticks;
    /** When each host is as if it had got nothing for a minute; those that are, may be forgotten. */
    private final Map<String, Long> paid = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_HOSTS;
        }
    };

    HostPace(int perMinute, LongSupplier ticks) {
        this.between = MINUTE / perMinute;
        this.burst = perMinute;
        this.ticks = ticks;
    }

    /** Counts one for the host, or says how long to wait for it. */
    Optional<Duration> take(String host) {
        long now = ticks.getAsLong();
        long at = Math.max(paid.getOrDefault(host, now), now);
        long ahead = at - now - between * (burst - 1);
        if (ahead > 0) {
            return Optional.of(Duration.ofNanos(ahead));
        }
        paid.put(host, at + between);
        return Optional.empty();
    }
}
