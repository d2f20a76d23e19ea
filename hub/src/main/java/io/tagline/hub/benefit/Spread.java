package io.tagline.hub.benefit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How times are spread: counts in buckets that grow by a quarter, from a second to 200 days, so that those of days add up to those of a
 * month and a quantile has an error of 12 % at most. Immutable.
 */
public final class Spread {
    public static final Spread NONE = new Spread(new TreeMap<>());

    private static final double FIRST_MS = 1_000;
    private static final double GROWTH = 1.25;
    private static final int BUCKETS = 76;

    private final SortedMap<Integer, Long> counts;

    private Spread(SortedMap<Integer, Long> counts) {
        this.counts = counts;
    }

    static Spread of(Duration time) {
        TreeMap<Integer, Long> one = new TreeMap<>();
        one.put(bucket(time.toMillis()), 1L);
        return new Spread(one);
    }

    private static int bucket(long millis) {
        if (millis <= FIRST_MS) {
            return 0;
        }
        return Math.min(BUCKETS - 1, 1 + (int) (Math.log(millis / FIRST_MS) / Math.log(GROWTH)));
    }

    private static double edge(int bucket) {
        return bucket == 0 ? 0 : FIRST_MS * Math.pow(GROWTH, bucket - 1.0);
    }

    /** As {@link #toString} writes it; what can't be read is no data. */
    static Spread parse(String text) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        try {
            for (String pair : text.isEmpty() ? new String[0] : text.split(" ", BUCKETS)) {
                int colon = pair.indexOf(':');
                int bucket = Integer.parseInt(pair.substring(0, Math.max(0, colon)));
                if (bucket >= 0 && bucket < BUCKETS) {
                    counts.merge(bucket, Math.max(0, Long.parseLong(pair.substring(colon + 1))), Long::sum);
                }
            }
        } catch (NumberFormatException e) {
            return NONE;
        }
        return new Spread(counts);
    }

    Spread plus(Spread other) {
        if (counts.isEmpty()) {
            return other;
        }
        TreeMap<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
        return new Spread(sum);
    }

    /**
     * The time that this share of all took at most, as far as the buckets tell: within the bucket that it lies in, by the rule of three.
     *
     * @param share from 0 to 1
     * @return empty where nothing was counted
     */
    public Optional<Duration> quantile(double share) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return Optional.empty();
        }
        double rank = share * total;
        double below = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            if (below + bucket.getValue() >= rank) {
                double low = edge(bucket.getKey());
                double high = edge(bucket.getKey() + 1);
                return Optional.of(
                        Duration.ofMillis(Math.round(low + (high - low) * (rank - below) / bucket.getValue())));
            }
            below += bucket.getValue();
        }
        return Optional.of(Duration.ofMillis(Math.round(edge(counts.lastKey() + 1))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spread that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    /** {@code 12:3 14:1}: counts by bucket, those of none left out. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(bucket -> bucket.getKey() + ":" + bucket.getValue())
                .collect(Collectors.joining(" "));
    }
}
