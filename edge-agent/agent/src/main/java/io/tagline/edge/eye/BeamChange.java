package io.tagline.edge.eye;

/**
 * The wire of an eye changed its level, as it came and not debounced.
 *
 * @param broken whether the beam is broken by this level
 * @param tickNanos when it changed, elapsed time
 */
public record BeamChange(EyeId eye, boolean broken, long tickNanos) {}
