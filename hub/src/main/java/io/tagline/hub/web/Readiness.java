package io.tagline.hub.web;

import java.util.Map;
import java.util.Optional;

/** Whether the hub can do its work now: each part by name. Asked at every call of {@code /health/ready}. */
@FunctionalInterface
public interface Readiness {

    /** For each part, in the order to show them, why it does not work: a stable word, or nothing if it does. */
    Map<String, Optional<String>> troubles();
}
