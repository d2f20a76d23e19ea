package io.tagline.edge.opcua;

import java.time.Instant;
import java.util.Optional;

/**
 * A signal of the PLC as it became. The first one of each node in a session is how it stood, since whenever; when the session is
 * lost, each input becomes {@link Quality#BAD} until it is heard of again.
 *
 * @param value 1 or 0 for true or false, else the number; {@link Double#NaN} where there is none
 * @param sourceTime when it changed, by the clock of the PLC; parcels are associated by this, never by when we heard of it
 * @param serverTime when the server saw it, by its clock
 * @param quality how far the value is to be believed
 * @param first how it stood when the session began, or how it was lost with one: no edge
 * @param tickNanos when it came, on the agent's axis of elapsed time
 * @param atTick when it changed, on the same axis: the source time less what the clock of the PLC is off; {@code tickNanos} where the
 *     PLC gives no time
 */
public record PlcChange(
        PlcNode node,
        double value,
        Optional<Instant> sourceTime,
        Optional<Instant> serverTime,
        Quality quality,
        boolean first,
        long tickNanos,
        long atTick) {

    /** OPC UA Part 8 §A.4.3.1: the two top bits of a status code. */
    public enum Quality {
        /** To be believed. */
        GOOD,
        /** Perhaps; e.g. the last known value of a sensor that does not answer. */
        UNCERTAIN,
        /** There is no value. */
        BAD
    }

    /** The PLC is no longer heard. */
    static PlcChange lost(PlcNode node, long tickNanos) {
        return new PlcChange(
                node, Double.NaN, Optional.empty(), Optional.empty(), Quality.BAD, true, tickNanos, tickNanos);
    }

    /** Whether a signal of two states is on; false without a value. */
    public boolean on() {
        return value >= 1;
    }
}
