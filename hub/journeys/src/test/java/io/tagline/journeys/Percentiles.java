package io.tagline.journeys;

import java.util.Arrays;
import java.util.Locale;

/** Milliseconds measured, told as a person wants them. */
final class Percentiles {
    private Percentiles() {}

    static String of(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "p50 %.0f ms, p95 %.0f ms, most %.0f ms of %d",
                at(sorted, 0.5),
                at(sorted, 0.95),
                sorted[sorted.length - 1],
                sorted.length);
    }

    /** With the far end, for what people must be able to rely on. */
    static String tail(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, most %.1f ms of %d",
                at(sorted, 0.5),
                at(sorted, 0.95),
                at(sorted, 0.99),
                sorted[sorted.length - 1],
                sorted.length);
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * quantile))];
    }
}
