package io.tagline.hub.outbox;

/**
 * A happening as consumers read it.
 *
 * @param seq its place: higher than of all that were committed before
 */
public record Numbered(long seq, Happening happening) {}
