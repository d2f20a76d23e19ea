package io.tagline.hub.fleet;

import io.tagline.wire.AgentAddress;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest that is known of an agent; times by the hub's clock.
 *
 * @param statusAt when the status became this
 * @param heardAt when the newest message came
 */
record AgentRecord(
        AgentAddress address, AgentStatus status, Instant statusAt, Instant heardAt, Optional<Health> health) {
    /** Three health messages missed. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    AgentRecord with(AgentStatus word, Instant now) {
        return new AgentRecord(address, word, word == status ? statusAt : now, now, health);
    }

    AgentRecord with(Health newer, Instant now) {
        return new AgentRecord(address, status, statusAt, now, Optional.of(newer));
    }

    AgentState stateAt(Instant now) {
        if (status == AgentStatus.OFFLINE) {
            return AgentState.OFFLINE;
        }
        // heard in the future, since the hub's clock was set back: not known to have been heard at all
        boolean silent = Duration.between(heardAt, now).abs().compareTo(SILENCE) > 0;
        return silent ? AgentState.SILENT : AgentState.ONLINE;
    }

    Instant stateSince(Instant now) {
        if (stateAt(now) != AgentState.SILENT) {
            return statusAt;
        }
        Instant silentFrom = heardAt.plus(SILENCE);
        return silentFrom.isAfter(now) ? now : silentFrom;
    }
}
