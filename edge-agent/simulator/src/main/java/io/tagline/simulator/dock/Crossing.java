package io.tagline.simulator.dock;

/**
 * The truth: a tag went through a door.
 *
 * @param atMicros when it was on the door's line, on the dock's time
 * @param out from inside to outside
 */
public record Crossing(long atMicros, String epcHex, String door, boolean out, Trip.Kind kind) {}
