package io.tagline.hub.manifest;

/**
 * What became of a load that was put.
 *
 * @param opened true if the portal had none
 */
public record LoadPut(boolean opened, LoadView load) {}
