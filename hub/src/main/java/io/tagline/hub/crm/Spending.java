package io.tagline.hub.crm;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests of the last while, so that no more go out in any time of a length than may. One counts from when it is asked for until
 * that time after its answer: whenever in between it came to the CRM. What was spent is kept, so that a restart spends nothing twice.
 * Confined to its owner.
 */
final class Spending {
    private static final int SLICES = 20;

    private final int most;
    private final long windowMs;
    private final long sliceMs;
    private final TreeMap<Long, Integer> answered = new TreeMap<>();
    private int underWay;

    Spending(CrmLimits limits) {
        this.most = limits.requests();
        this.windowMs = limits.window().toMillis();
        this.sliceMs = Math.max(1, windowMs / SLICES);
    }

    int left(Instant now) {
        forget(now);
        return most
                - underWay
                - answered.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** When there is more left than now, unless by an answer. */
    Instant more(Instant now) {
        forget(now);
        return answered.isEmpty() ? now : Instant.ofEpochMilli(answered.firstKey() + sliceMs + windowMs);
    }

    void take() {
        underWay++;
    }

    void giveBack(int requests) {
        underWay -= requests;
    }

    void answered(Instant now) {
        underWay--;
        answered.merge(slice(now), 1, Integer::sum);
    }

    /** What was under way when this is read again counts as asked then. */
    String text() {
        StringBuilder text = new StringBuilder("+" + underWay);
        answered.forEach(
                (slice, count) -> text.append(' ').append(slice).append(':').append(count));
        return text.toString();
    }

    void read(String text, Instant now) {
        if (text.isEmpty()) {
            return;
        }
        String[] parts = text.split(" ", -1);
        answered.merge(slice(now), Integer.parseInt(parts[0].substring(1)), Integer::sum);
        for (int i = 1; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            // a clock that was set back must not make it wait for ever
            long slice = Math.min(Long.parseLong(parts[i].substring(0, colon)), slice(now));
            answered.merge(slice, Integer.parseInt(parts[i].substring(colon + 1)), Integer::sum);
        }
    }

    private long slice(Instant at) {
        return at.toEpochMilli() / sliceMs * sliceMs;
    }

    private void forget(Instant now) {
        answered.headMap(now.toEpochMilli() - windowMs - sliceMs, true).clear();
        Map<Long, Integer> ahead = answered.tailMap(slice(now), false);
        int stepped = ahead.values().stream().mapToInt(Integer::intValue).sum();
        if (stepped > 0) {
            ahead.clear();
            answered.merge(slice(now), stepped, Integer::sum);
        }
    }
}
