package io.tagline.hub.tracking;

import io.tagline.wire.Scan;
import java.util.UUID;

/**
 * A scan and where it comes from: its journal, which makes its sequence number an identity, and its site, which gives its
 * portal a meaning.
 */
public record Sighting(UUID journal, String site, Scan scan) {}
