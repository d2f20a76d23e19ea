package io.tagline.hub.access;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets each key (an address, a user name) do something so many times a minute: a bucket that refills steadily. Remembers a
 * bounded number of keys, the longest unused go first. Safe for any thread.
 */
public final class Throttle {

    private static final int MOST_KEYS = 20_000;
    private static final double NANOS_PER_MINUTE = 60e9;

    private final int perMinute;
    private final LongSupplier tickNanos;
    // guarded by this; in order of use
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    private record Bucket(double left, long atNanos) {}

    /** @param tickNanos elapsed time, as {@link System#nanoTime} has it */
    public Throttle(int perMinute, LongSupplier tickNanos) {
        this.perMinute = perMinute;
        this.tickNanos = tickNanos;
    }

    /** Takes one from the key's bucket; false if it is empty. */
    public synchronized boolean tryAcquire(String key) {
        double left = left(key);
        boolean enough = left >= 1;
        keep(key, enough ? left - 1 : left);
        return enough;
    }

    /** Whether the key's bucket has one, without taking it. */
    public synchronized boolean hasRoom(String key) {
        return left(key) >= 1;
    }

    /** Puts one back that was taken for what turned out to be all right. */
    public synchronized void giveBack(String key) {
        if (buckets.containsKey(key)) {
            keep(key, Math.min(perMinute, left(key) + 1));
        }
    }

    /** How many keys it remembers. */
    synchronized int keys() {
        return buckets.size();
    }

    private double left(String key) {
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            return perMinute;
        }
        double refilled = (tickNanos.getAsLong() - bucket.atNanos()) * perMinute / NANOS_PER_MINUTE;
        return Math.min(perMinute, bucket.left() + refilled);
    }

    private void keep(String key, double left) {
        buckets.put(key, new Bucket(left, tickNanos.getAsLong()));
        Iterator<String> oldest = buckets.keySet().iterator();
        while (buckets.size() > MOST_KEYS) {
            oldest.next();
            oldest.remove();
        }
    }
}
