package io.tagline.edge.settings;

/**
 * The local endpoint for {@code /health} and {@code /metrics}, on the loopback interface only.
 *
 * @param port 0 = no endpoint
 */
public record HttpSettings(int port) {}
