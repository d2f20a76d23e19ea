package io.tagline.simulator;

import java.util.List;

/** What a reader's radio finds around it: a {@link Scenario} of its own, or a dock that it shares with others. */
interface Surroundings {
    /**
     * What an antenna reads in a round.
     *
     * @param round from 0 on, since this began
     * @return in order of time; stamps count from this one's beginning
     */
    List<SimulatedRead> round(long round, int antenna);

    /** Microseconds on the clock of what is about, at the beginning of a round. */
    long momentOf(long round);

    /** What happens to the reader in that round. */
    default List<Happening> happenings(long round) {
        return List.of();
    }

    /** The tags that set out in that round, for the log. */
    default List<ParcelWalk> beginning(long round) {
        return List.of();
    }
}
