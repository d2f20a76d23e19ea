package io.tagline.journeys.chaos;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One way to break the plant, really done: nothing in the code under test knows of it. Used by the schedule, one at a time, and
 * confined to its thread. A fault keeps nothing between two injections.
 */
interface Fault {
    /** Stable, lower-case with hyphens; begins with what it is about, so that a glob selects a family: {@code kill-hub}. */
    String name();

    /** What it disturbs directly. */
    Set<Part> touches();

    /** How often an hour is meant to see it. */
    int timesAnHour();

    /** Why this plant cannot have it, e.g. a missing tool; empty when it can. */
    default Optional<String> impossible(Plant plant) {
        return Optional.empty();
    }

    /** Arranges what the fault needs from the start of a run; nothing runs yet. */
    default void prepare(Plant plant) throws IOException {}

    /**
     * Does it, and takes its cause away again: what was killed has been started (not more), what was blocked is free. From its return on
     * the time to catch up counts.
     *
     * @param random the only source of chance
     * @return what was done, in a few words for the log: {@code gw-1, 800 ms after start}
     */
    String inject(Plant plant, SplittableRandom random) throws Exception;
}
