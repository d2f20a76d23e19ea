package io.tagline.edge.opcua;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A parcel is to go onto a lane.
 *
 * @param portal whose diverter
 * @param position count of the encoder at which the parcel reaches the diverter; empty where the PLC takes none
 * @param isTooLate whether the parcel is there already; asked again before each write, by several threads
 * @param done is told the end once, on the caller's thread or one of the link's
 */
record DivertCommand(
        String portal, int lane, OptionalLong position, BooleanSupplier isTooLate, Consumer<DivertOutcome> done) {}
