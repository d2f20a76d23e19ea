package io.tagline.hub.promise;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long parcels took on one lane: a histogram whose buckets grow by 15 %, from a quarter of an hour to about 80 days, so that it
 * has a fixed size and a quantile an error of 15 % at most. Old times fade: above 2,000 all counts are halved. Immutable.
 */
final class LaneTimes {
    static final LaneTimes NONE = new LaneTimes(new int[0]);
    static final int BUCKETS = 64;

    private static final double FIRST_MINUTES = 15;
    private static final double GROWTH = 1.15;
    private static final int MOST = 2_000;

    /** Two-sided 95 % of the normal distribution, for the spread of an order statistic's rank. */
    private static final double Z = 1.96;

    private final int[] counts;
    private final int total;

    private LaneTimes(int[] counts) {
        this.counts = Arrays.copyOf(counts, BUCKETS);
        this.total = Arrays.stream(this.counts).sum();
    }

    /** As {@link #toString} writes it; what can't be read is no data. */
    static LaneTimes parse(String text) {
        try {
            return new LaneTimes(Arrays.stream(text.split(" ", BUCKETS + 1))
                    .mapToInt(count -> Math.max(0, Integer.parseInt(count)))
                    .toArray());
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    LaneTimes plus(Duration time) {
        int[] more = counts.clone();
        if (total >= MOST) {
            for (int i = 0; i < more.length; i++) {
                more[i] /= 2;
            }
        }
        more[bucket(time)]++;
        return new LaneTimes(more);
    }

    int total() {
        return total;
    }

    private static int bucket(Duration time) {
        double minutes = Math.max(FIRST_MINUTES, time.toMillis() / 60_000.0);
        return Math.min(BUCKETS - 1, (int) (Math.log(minutes / FIRST_MINUTES) / Math.log(GROWTH)));
    }

    private static Duration upperEdge(int bucket) {
        return Duration.ofMillis(Math.round(FIRST_MINUTES * 60_000 * Math.pow(GROWTH, bucket + 1)));
    }

    private static Duration lowerEdge(int bucket) {
        return bucket == 0 ? Duration.ZERO : upperEdge(bucket - 1);
    }

    /** A quantile lies between these with a confidence of 95 %. */
    record Bounds(Duration low, Duration high) {}

    /**
     * A quantile of the times of those that took longer than {@code elapsed}.
     *
     * @param least with fewer of those than this nothing is said
     */
    Optional<Bounds> quantile(double p, Duration elapsed, int least) {
        // the bucket that elapsed lies in is left out: its parcels may have been there already
        int first = elapsed.isZero() ? 0 : bucket(elapsed) + 1;
        int n = 0;
        for (int i = first; i < BUCKETS; i++) {
            n += counts[i];
        }
        if (n < Math.max(1, least)) {
            return Optional.empty();
        }
        double spread = Z * Math.sqrt(n * p * (1 - p));
        return Optional.of(new Bounds(
                lowerEdge(bucketOfRank(first, Math.max(1, n * p - spread))),
                upperEdge(bucketOfRank(first, Math.min(n, n * p + spread)))));
    }

    private int bucketOfRank(int first, double rank) {
        double seen = 0;
        for (int i = first; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return i;
            }
        }
        return BUCKETS - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LaneTimes that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.stream(counts).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }
}
