package io.tagline.edge.signal;

import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One light at one portal; a portal may have several.
 *
 * @param where its place in the settings, as problems name it: {@code agent.yaml:31}
 * @param reader whose outputs it hangs on, with {@link Backend#GPO} only
 * @param lamps number of the pin, output or lamp node of each lamp; empty with {@link Backend#CONSOLE}
 * @param activeHigh whether a lamp is lit by a high level; relay boards often want low
 */
public record SignalSettings(
        String where,
        PortalId portal,
        Backend backend,
        Optional<ReaderId> reader,
        Map<Lamp, Integer> lamps,
        boolean activeHigh,
        SignalPatterns patterns) {

    /** How the lamps are switched. */
    public enum Backend {
        /** A line in the log: for a desk, a demo, a portal whose light has yet to come. */
        CONSOLE,
        /** Pins of the gateway itself. */
        GPIO,
        /** Outputs of a reader, over LLRP. */
        GPO,
        /** Nodes of the PLC, over OPC UA. */
        PLC
    }

    public SignalSettings {
        // in the order of the constants, so that what is said of them is said in one order
        Map<Lamp, Integer> ordered = new EnumMap<>(Lamp.class);
        ordered.putAll(lamps);
        lamps = Collections.unmodifiableMap(ordered);
    }
}
