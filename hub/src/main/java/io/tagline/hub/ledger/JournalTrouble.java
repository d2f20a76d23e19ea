package io.tagline.hub.ledger;

import io.tagline.wire.AgentAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a journal as an identity: a gateway was cloned, or put back to an older image.
 *
 * @param sharers agents that take turns with it, the newest first; empty while it has one agent
 * @param sharedAt when it last went from one of them to the other
 * @param reused scans that came under the number of another scan, since the beginning
 * @param reusedAt when the newest of those came
 */
public record JournalTrouble(
        List<AgentAddress> sharers, Optional<Instant> sharedAt, long reused, Optional<Instant> reusedAt) {
    /** Agents are heard of every 10 s; what has not been seen for so long is over. */
    private static final Duration OVER = Duration.ofHours(1);

    /** Nothing is wrong. */
    public static final JournalTrouble NONE = new JournalTrouble(List.of(), Optional.empty(), 0, Optional.empty());

    public JournalTrouble {
        sharers = List.copyOf(sharers);
    }

    /** The agents that share it with this one at present. */
    public List<AgentAddress> sharedWith(AgentAddress agent, Instant now) {
        return isShared(now)
                ? sharers.stream().filter(other -> !other.equals(agent)).toList()
                : List.of();
    }

    /** True while two agents claim it: state {@code journal-shared}. */
    public boolean isShared(Instant now) {
        return sharedAt.filter(at -> at.isAfter(now.minus(OVER))).isPresent();
    }

    /** True while scans come under numbers of others: state {@code journal-number-reused}. */
    public boolean isReusing(Instant now) {
        return reusedAt.filter(at -> at.isAfter(now.minus(OVER))).isPresent();
    }
}
