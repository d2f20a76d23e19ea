/**
 * The PLC of a sorter or conveyor over OPC UA: its signals come in with the time at which they changed, verdicts and divert
 * commands go out. Changes with how PLCs and their programs behave; the only package that knows Milo, whose classes are loaded
 * when a PLC is configured and not before.
 */
@NullMarked
package io.tagline.edge.opcua;

import org.jspecify.annotations.NullMarked;
