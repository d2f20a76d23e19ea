package io.tagline.edge;

import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.function.LongSupplier;

/** When a total last grew, as far as it was looked at; on elapsed time. Safe for any thread. */
final class Growth {
    private final Ticker ticker;
    private final LongSupplier total;
    private long seen;
    private boolean grown;
    private long grownAt;

    Growth(Ticker ticker, LongSupplier total) {
        this.ticker = ticker;
        this.total = total;
    }

    synchronized boolean within(Duration limit) {
        long now = total.getAsLong();
        if (now > seen) {
            seen = now;
            grown = true;
            grownAt = ticker.nanos();
        }
        return grown && ticker.nanos() - grownAt <= limit.toNanos();
    }
}
