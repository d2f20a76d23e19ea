package io.tagline.hub.fleet;

import io.tagline.wire.AgentAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A problem that stands, and who has seen it.
 *
 * @param agent whose it is; the hub's own if empty
 */
public record Alarm(Optional<AgentAddress> agent, FleetProblem problem, Optional<Seen> seen) {

    /** Somebody looks after it. */
    public record Seen(String who, String note, Instant at) {}
}
