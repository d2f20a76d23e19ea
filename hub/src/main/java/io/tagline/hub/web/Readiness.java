package io.tagline.hub.web;

import java.util.Map;

/** Whether the hub can do its work now: each part by name. Asked at every call of {@code /health/ready}. */
@FunctionalInterface
public interface Readiness {

    /** True for each part that works, in the order to show them. */
    Map<String, Boolean> parts();
}
