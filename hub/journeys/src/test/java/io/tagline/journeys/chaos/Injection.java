package io.tagline.journeys.chaos;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One fault that was done.
 *
 * @param what in its own words
 * @param fromMs when it began, milliseconds since 1970
 * @param backMs when all were back on line
 * @param catchUpMs from the fault's end until all were back and everything was receipted
 * @param notBack who was not back in time and why
 * @param before the highest number of each journal when it began
 */
record Injection(
        String fault,
        Set<Part> touches,
        String what,
        long fromMs,
        long backMs,
        long catchUpMs,
        Optional<String> notBack,
        Map<UUID, Long> before) {

    /** Whether it may keep a reader from being read, or an agent from reading it. */
    boolean disturbsReading() {
        return touches.contains(Part.READER) || touches.contains(Part.AGENT);
    }
}
