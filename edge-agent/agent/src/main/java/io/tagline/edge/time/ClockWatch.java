package io.tagline.edge.time;

import io.tagline.wire.ClockQuality;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Says when the gateway's clock is to be looked at by a person; asked by health every few seconds. Safe for any thread. */
public final class ClockWatch {
    /** A time source answers within seconds; a gateway that boots without one has minutes to find it. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final WallClock clock;
    private boolean free;
    private long freeSince;

    public ClockWatch(WallClock clock) {
        this.clock = clock;
    }

    /** What is wrong with the clock, for how long, and how much as far as can be told, in one line; empty if nothing is. */
    public synchronized Optional<String> trouble() {
        WallMapping now = clock.mapping();
        if (now.discipline().quality() == ClockQuality.SYNCED) {
            free = false;
            return Optional.empty();
        }
        if (!free) {
            free = true;
            freeSince = now.tickNanos();
        }
        Duration since = Duration.ofNanos(now.tickNanos() - freeSince);
        if (now.isImpossible()) {
            return Optional.of("the gateway's clock shows " + now.wall().truncatedTo(ChronoUnit.SECONDS)
                    + ", which can not be; it has followed no time source for " + since.toMinutes() + " min");
        }
        return since.compareTo(PATIENCE) < 0
                ? Optional.empty()
                : Optional.of("the gateway's clock has followed no time source for " + since.toMinutes()
                        + " min; how far it is off is not known");
    }
}
