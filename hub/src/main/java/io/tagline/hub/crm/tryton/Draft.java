package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Write;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A write on its way into Tryton's words. */
sealed interface Draft {
    /**
     * One that is decided before anything is sent.
     *
     * @param index its place among the writes
     * @param line what it is one entry of, in order; empty where there is no order
     */
    record Settled(int index, Outcome outcome, Optional<String> line) implements Draft {}

    /**
     * One that may go.
     *
     * @param id Tryton's number; empty for a new record
     * @param values may be empty where all is as it should be
     * @param timestamp Tryton's stamp of the state that may be written over; empty for any
     */
    record Ready(
            int index,
            Write write,
            Optional<Long> id,
            ObjectNode values,
            Optional<String> timestamp,
            Optional<String> line)
            implements Draft {}
}
