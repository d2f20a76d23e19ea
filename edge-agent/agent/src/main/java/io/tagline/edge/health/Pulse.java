package io.tagline.edge.health;

import io.tagline.edge.time.Ticker;

/**
 * The stamp by which a loop shows that it still turns, whether or not it has work. Beaten by one thread, read by any; made
 * by {@link Pulses}.
 */
public final class Pulse {
    private final String name;
    private final Ticker ticker;
    private volatile long beatAt;

    Pulse(String name, Ticker ticker) {
        this.name = name;
        this.ticker = ticker;
        this.beatAt = ticker.nanos();
    }

    /** The loop has come round. At least once a second. */
    public void beat() {
        beatAt = ticker.nanos();
    }

    long silentNanos() {
        return ticker.nanos() - beatAt;
    }

    String name() {
        return name;
    }
}
