package io.tagline.journeys.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One line of the table: what became of the scans that agents accepted from the beginning of a fault to that of the next. Confined to
 * one thread.
 */
final class FaultTally {
    private final String name;
    private final List<Long> catchUpsMs = new ArrayList<>();
    private int times;
    private int notBack;
    long accepted;
    long stored;
    long lost;
    long destroyed;
    long doubled;
    long altered;

    FaultTally(String name) {
        this.name = name;
    }

    void done(Injection injection) {
        times++;
        catchUpsMs.add(injection.catchUpMs());
        Collections.sort(catchUpsMs);
        notBack += injection.notBack().isPresent() ? 1 : 0;
    }

    void add(FaultTally other) {
        times += other.times;
        notBack += other.notBack;
        catchUpsMs.addAll(other.catchUpsMs);
        Collections.sort(catchUpsMs);
        accepted += other.accepted;
        stored += other.stored;
        lost += other.lost;
        destroyed += other.destroyed;
        doubled += other.doubled;
        altered += other.altered;
    }

    String name() {
        return name;
    }

    int times() {
        return times;
    }

    /** How often not everybody was back when the wait ended. */
    int notBack() {
        return notBack;
    }

    long longestMs() {
        return catchUpsMs.isEmpty() ? 0 : catchUpsMs.get(catchUpsMs.size() - 1);
    }

    long medianMs() {
        return catchUpsMs.isEmpty() ? 0 : catchUpsMs.get(catchUpsMs.size() / 2);
    }
}
