package io.tagline.hub.benefit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was counted for a figure. Measures of days add up to that of a month: means of means are never taken.
 *
 * @param all what there was, whether it could be measured or not
 * @param measured how many of those could
 * @param hits of those, the ones that a share is of
 * @param sum of times in milliseconds, or of scores
 * @param spread of times
 */
public record Measure(long all, long measured, long hits, long sum, Spread spread) {
    public static final Measure NONE = new Measure(0, 0, 0, 0, Spread.NONE);

    /** One that there was and that could not be measured. */
    static final Measure UNMEASURED = new Measure(1, 0, 0, 0, Spread.NONE);

    static Measure time(Duration time) {
        return new Measure(1, 1, 0, time.toMillis(), Spread.of(time));
    }

    static Measure hit(boolean hit) {
        return new Measure(1, 1, hit ? 1 : 0, 0, Spread.NONE);
    }

    /** One answer of 1 to 5; those of 4 and 5 are hits. */
    static Measure score(int score) {
        return new Measure(1, 1, score >= 4 ? 1 : 0, score, Spread.NONE);
    }

    Measure plus(Measure other) {
        return new Measure(
                all + other.all,
                measured + other.measured,
                hits + other.hits,
                sum + other.sum,
                spread.plus(other.spread));
    }

    /** The figure's value, in its unit; empty while nothing could be measured. */
    public OptionalDouble value(Figure.Unit unit) {
        if (measured == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (unit) {
                    case SHARE -> (double) hits / measured;
                    case TIME, SCORE -> (double) sum / measured;
                });
    }

    /** The time that half of all took at most. */
    public Optional<Duration> median() {
        return spread.quantile(0.5);
    }

    /** The time that nine of ten took at most. */
    public Optional<Duration> slowTenth() {
        return spread.quantile(0.9);
    }
}
