package io.tagline.edge;

import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How long a condition has held, as far as it was looked at; on elapsed time. Safe for any thread. */
final class Lasting {
    private final Ticker ticker;
    private final BooleanSupplier condition;
    private boolean holds;
    private long since;

    Lasting(Ticker ticker, BooleanSupplier condition) {
        this.ticker = ticker;
        this.condition = condition;
    }

    synchronized Optional<Duration> longerThan(Duration limit) {
        boolean before = holds;
        holds = condition.getAsBoolean();
        if (holds && !before) {
            since = ticker.nanos();
        }
        Duration lasted = Duration.ofNanos(holds ? ticker.nanos() - since : 0);
        return lasted.compareTo(limit) > 0 ? Optional.of(lasted) : Optional.empty();
    }
}
