package io.tagline.edge.health;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The agent's counters and gauges by name. Every part of the agent that counts something registers it here once, and keeps
 * the {@link Counter}. Safe for any thread.
 */
public final class Counters {
    /** Prometheus names without its reserved colon; every name says whose it is. */
    private static final Pattern NAME = Pattern.compile("tagline_[a-z0-9_]+");

    private final Map<String, Counter> counters = new ConcurrentSkipListMap<>();
    private final Map<String, Gauge> gauges = new ConcurrentSkipListMap<>();

    /**
     * The counter of this name, made if there is none.
     *
     * @param name begins with {@code tagline_}, ends with its unit and {@code _total}, e.g. {@code tagline_scans_total}
     * @param help what is counted, one sentence
     * @throws IllegalArgumentException if the name is not one
     */
    public Counter counter(String name, String help) {
        if (!NAME.matcher(name).matches() || !name.endsWith("_total")) {
            throw new IllegalArgumentException("counter \"" + name + "\": expected tagline_..._total");
        }
        return counters.computeIfAbsent(name, made -> new Counter(made, help));
    }

    /**
     * A measure that is read when asked for. A second one of the same name takes the place of the first.
     *
     * @param name begins with {@code tagline_} and ends with its unit, e.g. {@code tagline_journal_bytes}
     * @param value reads it; safe for any thread, takes microseconds
     * @throws IllegalArgumentException if the name is not one
     */
    public void gauge(String name, String help, LongSupplier value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("gauge \"" + name + "\": expected tagline_...");
        }
        gauges.put(name, new Gauge(name, help, value));
    }

    /** All totals as they are now, by name. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        counters.forEach((name, counter) -> totals.put(name, counter.value()));
        return totals;
    }

    /** The total of one counter, 0 if nobody counts it. */
    public long total(String name) {
        Counter counter = counters.get(name);
        return counter == null ? 0 : counter.value();
    }

    Iterable<Counter> counters() {
        return counters.values();
    }

    Iterable<Gauge> gauges() {
        return gauges.values();
    }
}
