package io.tagline.simulator.dock;

/**
 * An antenna read a tag.
 *
 * @param atMicros on the dock's time
 * @param antenna number at the reader that was asked
 */
public record DockRead(long atMicros, String epcHex, int antenna, double rssiDbm) {}
