package io.tagline.edge.health;

import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The pulses of all loops of the pipeline: reader loops, portals, journal. Safe for any thread. */
public final class Pulses {
    private final Ticker ticker;
    private final List<Pulse> all = new CopyOnWriteArrayList<>();

    public Pulses(Ticker ticker) {
        this.ticker = ticker;
    }

    /** The pulse of a new loop; it counts as beaten now. */
    public Pulse add(String name) {
        var pulse = new Pulse(name, ticker);
        all.add(pulse);
        return pulse;
    }

    /** The loop has ended on purpose. */
    public void remove(Pulse pulse) {
        all.remove(pulse);
    }

    /** Names of the loops that have not come round for longer than this. */
    public List<String> stalled(Duration limit) {
        List<String> stalled = new ArrayList<>();
        for (Pulse pulse : all) {
            if (pulse.silentNanos() > limit.toNanos()) {
                stalled.add(pulse.name());
            }
        }
        return stalled;
    }
}
