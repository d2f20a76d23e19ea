/** Lamps at a PLC. Changes with what a link to a PLC can promise about outputs; how it is written to is the business of {@code opcua}. */
@NullMarked
package io.tagline.edge.signal.plc;

import org.jspecify.annotations.NullMarked;
