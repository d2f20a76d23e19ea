package io.tagline.edge.signal.gpio;

import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.SignalBackend;
import io.tagline.edge.signal.SignalException;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Lamps on pins of the gateway, by Pi4J and the kernel's GPIO device. A pin that somebody else holds leaves its lamp dark and is
 * asked for again; the other lamps work.
 */
public final class GpioBackend implements SignalBackend {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    private final Supplier<DigitalOutputProvider> provider;
    private final SignalSettings light;
    private final Ticker ticker;
    private final Map<Lamp, LampPin> pins = new EnumMap<>(Lamp.class);
    private final Map<Lamp, String> missing = new EnumMap<>(Lamp.class);
    private volatile String trouble = "";
    private long askedAt;

    /** As {@link #open}, on other pins than this machine's. */
    GpioBackend(Supplier<DigitalOutputProvider> provider, SignalSettings light, Ticker ticker) throws SignalException {
        this.provider = provider;
        this.light = light;
        this.ticker = ticker;
        takePins();
        if (pins.isEmpty()) {
            throw new SignalException(trouble);
        }
    }

    /**
     * Takes what pins of this machine it can get.
     *
     * @throws SignalException if it gets none at all
     */
    public static GpioBackend open(SignalSettings light, Ticker ticker) throws SignalException {
        return new GpioBackend(SharedGpioD::new, light, ticker);
    }

    private void takePins() {
        askedAt = ticker.nanos();
        light.lamps().forEach((lamp, pin) -> {
            if (!pins.containsKey(lamp)) {
                String label = "lamps." + lamp.code() + ": GPIO " + pin;
                try {
                    pins.put(lamp, LampPin.open(provider.get(), pin, light.activeHigh(), label));
                    missing.remove(lamp);
                } catch (SignalException e) {
                    missing.put(lamp, String.valueOf(e.getMessage()));
                }
            }
        });
        trouble = String.join("; ", missing.values());
    }

    @Override
    public String name() {
        return "GPIO " + new TreeSet<>(light.lamps().values());
    }

    @Override
    public void set(Set<Lamp> on) throws SignalException {
        if (!missing.isEmpty() && ticker.nanos() - askedAt > ASK_AGAIN.toNanos()) {
            takePins();
        }
        for (Map.Entry<Lamp, LampPin> pin : pins.entrySet()) {
            pin.getValue().light(on.contains(pin.getKey()));
        }
    }

    @Override
    public Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }

    @Override
    public void close() throws SignalException {
        SignalException first = null;
        for (LampPin pin : pins.values()) {
            try {
                pin.close();
            } catch (SignalException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
