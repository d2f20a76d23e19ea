package io.tagline.hub.crm.fake.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Which {@link Quirk}s show, and how often; by a seed, so that a run can be repeated as far as threads allow. Safe for any thread; may be
 * changed while the CRM runs.
 */
public final class Quirks {
    private final Random random;
    private final long seed;
    private final Map<Quirk, Double> odds = new EnumMap<>(Quirk.class);
    private final Map<Quirk, Long> struck = new EnumMap<>(Quirk.class);
    private Duration delay = Duration.ofMillis(60);
    private Duration lag = Duration.ofMillis(50);

    private Quirks(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    public static Quirks none() {
        return new Quirks(0);
    }

    public static Quirks seeded(long seed) {
        return new Quirks(seed);
    }

    /** Every one, at once: three of ten answers are lost, and hardly a request goes by without something. */
    public static Quirks all(long seed) {
        return new Quirks(seed)
                .with(Quirk.LOST_REPLY, 0.2)
                .with(Quirk.LATE_COMMIT, 0.05)
                .with(Quirk.LOST_REQUEST, 0.03)
                .with(Quirk.CUT_REPLY, 0.02)
                .with(Quirk.SLOW, 0.02)
                .with(Quirk.THROTTLED, 0.03)
                .with(Quirk.UNAVAILABLE, 0.02)
                .with(Quirk.GATEWAY, 0.02)
                .with(Quirk.TOKEN_EXPIRED, 0.02)
                .with(Quirk.LOCKED_ROWS, 0.05)
                .with(Quirk.RACED_KEY, 0.05)
                .with(Quirk.STALE_SEARCH, 1)
                .with(Quirk.SHORT_PAGES, 0.3)
                .with(Quirk.EMPTY_IS_404, 0.5)
                .with(Quirk.REFUSAL_IS_500, 1)
                .with(Quirk.NULL_STAMP, 1)
                .with(Quirk.MODIFIED_ENTRY, 1);
    }

    /** Shows it with this probability, 0 to 1, in each request (or record) that it can strike. */
    public synchronized Quirks with(Quirk quirk, double probability) {
        odds.put(quirk, probability);
        return this;
    }

    /** How long a late commit and a slow answer take at most. The CRM's longest request must be longer. */
    public synchronized Quirks delay(Duration most) {
        delay = most;
        return this;
    }

    /** How far the search index is behind. */
    public synchronized Quirks lag(Duration behind) {
        lag = behind;
        return this;
    }

    public synchronized void off() {
        odds.clear();
    }

    public synchronized long struck(Quirk quirk) {
        return struck.getOrDefault(quirk, 0L);
    }

    /** Those that have struck so far. */
    public synchronized Set<Quirk> seen() {
        Set<Quirk> seen = EnumSet.noneOf(Quirk.class);
        seen.addAll(struck.keySet());
        return seen;
    }

    synchronized boolean strikes(Quirk quirk) {
        double odd = odds.getOrDefault(quirk, 0.0);
        boolean strikes = odd > 0 && random.nextDouble() < odd;
        if (strikes) {
            struck.merge(quirk, 1L, Long::sum);
        }
        return strikes;
    }

    /** For the half of a batch. */
    synchronized boolean coin() {
        return random.nextBoolean();
    }

    synchronized Duration someDelay() {
        return Duration.ofNanos(1 + (long) (random.nextDouble() * delay.toNanos()));
    }

    synchronized Duration lag() {
        return lag;
    }

    @Override
    public String toString() {
        return "quirks of seed " + seed + ": " + odds;
    }
}
