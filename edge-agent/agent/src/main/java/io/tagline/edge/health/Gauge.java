package io.tagline.edge.health;

import java.util.function.LongSupplier;

/** A measure as it is now, e.g. scans without receipt; read when somebody asks. */
record Gauge(String name, String help, LongSupplier value) {}
