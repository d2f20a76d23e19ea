package io.tagline.edge.signal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lamps over time: phases one after the other, each some steps a number of times. The last phase may go on without end, until
 * somebody acknowledges or the state that it shows is over. What is lit is a function of the time since the beginning alone, so
 * a thread that comes late is in step again. Immutable.
 *
 * @param phases none: nothing is shown
 */
public record LightPattern(List<Phase> phases) {

    /** Shows nothing, and covers nothing. */
    public static final LightPattern OFF = new LightPattern(List.of());

    static final Duration SHORTEST_STEP = Duration.ofMillis(50);
    static final Duration LONGEST_STEP = Duration.ofMinutes(10);
    static final int MOST_TIMES = 1_000;
    private static final Duration SEEN = Duration.ofSeconds(2);
    private static final int MOST_STEPS = 32;

    /** @throws IllegalArgumentException if a phase after one without end would never come */
    public LightPattern {
        phases = List.copyOf(phases);
        for (Phase phase : phases.subList(0, Math.max(0, phases.size() - 1))) {
            if (phase.times() == Phase.ENDLESS) {
                throw new IllegalArgumentException("\"" + phase + "\" never ends; expected it last");
            }
        }
        if (phases.stream().mapToInt(phase -> phase.steps().size()).sum() > MOST_STEPS) {
            throw new IllegalArgumentException("a pattern has at most " + MOST_STEPS + " steps");
        }
    }

    /**
     * Lamps for a while.
     *
     * @param lamps none: dark
     */
    public record Step(Set<Lamp> lamps, Duration lasts) {
        /** @throws IllegalArgumentException if nobody could see it, or it would look stuck */
        public Step {
            lamps = Set.copyOf(lamps);
            if (lasts.compareTo(SHORTEST_STEP) < 0 || lasts.compareTo(LONGEST_STEP) > 0) {
                throw new IllegalArgumentException(LightPatternText.of(lasts) + " for a step; expected "
                        + LightPatternText.of(SHORTEST_STEP) + " to " + LightPatternText.of(LONGEST_STEP));
            }
        }
    }

    /**
     * Steps in a row, again and again.
     *
     * @param times {@link #ENDLESS}, or how often
     */
    public record Phase(List<Step> steps, int times) {
        /** Until somebody acknowledges, or the state is over. */
        public static final int ENDLESS = 0;

        /** @throws IllegalArgumentException if there is no step, or more rounds than anybody waits for */
        public Phase {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a phase without a step; expected lamps and a time");
            }
            if (times < ENDLESS || times > MOST_TIMES) {
                throw new IllegalArgumentException(times + " times; expected 1 to " + MOST_TIMES + ", or hold");
            }
        }

        private long roundNanos() {
            return steps.stream().mapToLong(step -> step.lasts().toNanos()).sum();
        }

        @Override
        public String toString() {
            return LightPatternText.of(this);
        }
    }

    /**
     * What is lit at one moment.
     *
     * @param untilNanos when the next step comes, nanoseconds since the beginning
     */
    record Frame(Set<Lamp> lamps, long untilNanos) {}

    /** What is lit so long after the beginning; empty when the pattern is over. */
    Optional<Frame> at(long elapsedNanos) {
        long phaseAt = 0;
        for (Phase phase : phases) {
            long round = phase.roundNanos();
            long end = phase.times() == Phase.ENDLESS ? Long.MAX_VALUE : phaseAt + round * phase.times();
            if (elapsedNanos < end) {
                long stepAt = elapsedNanos - (elapsedNanos - phaseAt) % round;
                for (Step step : phase.steps()) {
                    stepAt += step.lasts().toNanos();
                    if (elapsedNanos < stepAt) {
                        return Optional.of(new Frame(step.lamps(), stepAt));
                    }
                }
            }
            phaseAt = end;
        }
        return Optional.empty();
    }

    /** True if somebody has to acknowledge it, or a state has to end. */
    public boolean isEndless() {
        return !phases.isEmpty() && phases.get(phases.size() - 1).times() == Phase.ENDLESS;
    }

    /** How long it takes to be seen, nanoseconds: all phases, the one without end for a round of two seconds at most. */
    long onceNanos() {
        return phases.stream()
                .mapToLong(phase -> phase.times() == Phase.ENDLESS
                        ? Math.min(phase.roundNanos(), SEEN.toNanos())
                        : phase.roundNanos() * phase.times())
                .sum();
    }

    /** Every lamp that it lights at some time. */
    public Set<Lamp> lamps() {
        return phases.stream()
                .flatMap(phase -> phase.steps().stream())
                .flatMap(step -> step.lamps().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads a pattern as settings have it: {@code red+buzzer 300ms, red 200ms x 3 then red hold}.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static LightPattern parse(String text) {
        return LightPatternText.parse(text);
    }

    /** As settings have it. */
    @Override
    public String toString() {
        return LightPatternText.of(this);
    }
}
