package io.tagline.edge.eye;

import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import java.time.Duration;

/**
 * One eye of a portal and the wire that it hangs on.
 *
 * @param where its place in the settings, as problems name it: {@code agent.yaml:31}
 * @param activeHigh whether the beam is broken at the high level; eyes that say "clear" by a level want low
 * @param debounce interruptions that are shorter, all together, are none, and gaps that are shorter end none; 0 to 1 s
 */
public record EyeSettings(String where, EyeId id, Wire wire, boolean activeHigh, Duration debounce) {
    /** Relays bounce for 1 to 5 ms; a parcel of 5 cm at 5 m/s breaks a beam for 10 ms. */
    public static final Duration DEBOUNCE = Duration.ofMillis(10);

    /** Longer, and two carts would be one. */
    public static final Duration LONGEST_DEBOUNCE = Duration.ofSeconds(1);

    /** What an eye hangs on. */
    public sealed interface Wire {}

    /**
     * A pin of the gateway.
     *
     * @param pin number of the GPIO as Broadcom counts (BCM)
     */
    public record GpioPin(int pin) implements Wire {}

    /**
     * A general-purpose input of a reader.
     *
     * @param port from 1 (LLRP 1.1 §13.1.3)
     */
    public record ReaderInput(ReaderId reader, int port) implements Wire {}

    /**
     * A photo-eye of the PLC.
     *
     * @param node its address, as the section {@code plc} of the settings has it
     */
    public record PlcEye(String node) implements Wire {}

    /** @throws IllegalArgumentException if the debounce is out of its range */
    public EyeSettings {
        if (debounce.isNegative() || debounce.compareTo(LONGEST_DEBOUNCE) > 0) {
            throw new IllegalArgumentException("eye " + id + ": debounce of " + debounce.toMillis()
                    + " ms; expected 0 to " + LONGEST_DEBOUNCE.toMillis());
        }
    }

    /** The portal that it is at. */
    public PortalId portal() {
        return id.portal();
    }
}
