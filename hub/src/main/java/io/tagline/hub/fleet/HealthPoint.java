package io.tagline.hub.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How an agent was for a time: a minute or an hour. The hub's own has its refused messages as pending.
 *
 * @param at when the time began
 * @param minutes how many of it are known
 * @param online in how many of those it was online
 * @param pending scans without the hub's receipt, the most
 * @param clockErrorMs the most; empty as well while nobody keeps the clock
 * @param diskFree bytes, the least
 * @param readersReading the least
 * @param problems the most at a time
 * @param reads since the agent started, at the end
 * @param scans the same
 */
public record HealthPoint(
        Instant at,
        Grain grain,
        int minutes,
        int online,
        OptionalLong pending,
        OptionalLong clockErrorMs,
        OptionalLong diskFree,
        OptionalLong readers,
        OptionalLong readersReading,
        int problems,
        OptionalLong reads,
        OptionalLong scans) {

    /** How long a point is, and how long such points are kept. */
    public enum Grain {
        MINUTE("m", Duration.ofMinutes(1), Duration.ofDays(2)),
        HOUR("h", Duration.ofHours(1), Duration.ofDays(90));

        private final String code;
        private final Duration length;
        private final Duration kept;

        Grain(String code, Duration length, Duration kept) {
            this.code = code;
            this.length = length;
            this.kept = kept;
        }

        /** In the store. */
        String code() {
            return code;
        }

        public Duration length() {
            return length;
        }

        public Duration kept() {
            return kept;
        }

        /** When the one began that holds this moment. */
        public Instant begin(Instant at) {
            long ms = length.toMillis();
            return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), ms) * ms);
        }
    }
}
