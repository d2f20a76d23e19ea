package io.tagline.edge.uplink;

/**
 * The uplink at one moment.
 *
 * @param detail what an operator should know, one line, empty when all is well
 * @param sinceTick when this state began, elapsed time
 */
public record UplinkStatus(UplinkState state, String detail, long sinceTick) {}
