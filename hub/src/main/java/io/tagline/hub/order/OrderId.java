package io.tagline.hub.order;

import java.util.UUID;

/** An order inside the hub. */
record OrderId(UUID value) {}
