package io.tagline.edge.opcua;

import java.time.Instant;
import java.util.Optional;

/**
 * A signal of the PLC as it became. The first one of each node after a connection is how it stands.
 *
 * @param value 1 or 0 for true or false, else the number; {@link Double#NaN} where there is none
 * @param sourceTime when it changed, by the clock of the PLC; parcels are associated by this, never by when we heard of it
 * @param serverTime when the server saw it, by its clock
 * @param quality how far the value is to be believed
 * @param tickNanos when it came, on the agent's axis of elapsed time
 */
public record PlcChange(
        PlcNode node,
        double value,
        Optional<Instant> sourceTime,
        Optional<Instant> serverTime,
        Quality quality,
        long tickNanos) {

    /** OPC UA Part 8 §A.4.3.1: the two top bits of a status code. */
    public enum Quality {
        /** To be believed. */
        GOOD,
        /** Perhaps; e.g. the last known value of a sensor that does not answer. */
        UNCERTAIN,
        /** There is no value. */
        BAD
    }

    /** Whether a signal of two states is on; false without a value. */
    public boolean on() {
        return value >= 1;
    }
}
