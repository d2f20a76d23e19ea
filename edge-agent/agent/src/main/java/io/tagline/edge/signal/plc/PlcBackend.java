package io.tagline.edge.signal.plc;

import io.tagline.edge.opcua.PlcLink;
import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.SignalBackend;
import io.tagline.edge.signal.SignalException;
import io.tagline.edge.signal.SignalSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lamps at the PLC, each a Boolean node. The link writes the latest wish, and again after each new session. A PLC holds what was written
 * last: its program has to make the light dark when the agent's heartbeat stands still, since an agent that was killed, or whose network
 * is cut, can not.
 */
public final class PlcBackend implements SignalBackend {

    /** For an agent that ends: a sound PLC takes a write in a hundredth of this. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final PlcLink plc;
    private final Map<Lamp, Integer> lamps;
    private final boolean activeHigh;
    private boolean closed;

    /** Makes the light dark. */
    public PlcBackend(PlcLink plc, SignalSettings light) {
        this.plc = plc;
        this.lamps = light.lamps();
        this.activeHigh = light.activeHigh();
        set(Set.of());
    }

    @Override
    public String name() {
        return "lamps of the PLC " + new TreeSet<>(lamps.values());
    }

    @Override
    public void set(Set<Lamp> on) {
        lamps.forEach((lamp, number) -> plc.setLamp(number, on.contains(lamp) == activeHigh));
    }

    @Override
    public Optional<String> trouble() {
        return plc.lampTrouble(lamps.values());
    }

    /** Waits for the PLC to be told. */
    @Override
    public void close() throws SignalException {
        if (closed) {
            return;
        }
        closed = true;
        set(Set.of());
        try {
            for (long left = GOODBYE.toMillis(); trouble().isPresent() && left > 0; left -= 10) {
                Thread.sleep(10); // a write is on its way
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Optional<String> trouble = trouble();
        if (trouble.isPresent()) {
            throw new SignalException(name() + " stay as they are: " + trouble.get());
        }
    }
}
