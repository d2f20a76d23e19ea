package io.tagline.hub.intake;

import io.tagline.wire.Topics.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Messages between the broker's thread and the intake thread. Scans always find room: the broker sends no more of them
 * unacknowledged than {@link #SCANS} (MQTT 5 §3.1.2.11.3). Safe for any thread.
 */
final class Arrivals {
    /** The most scans messages on their way at a time: ten transactions' worth at 50 scans a message. */
    static final int SCANS = 100;

    private static final int OTHERS = 1_000;

    private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(2 * SCANS + OTHERS);
    private final IntakeMeters meters;

    Arrivals(IntakeMeters meters) {
        this.meters = meters;
    }

    /** Never waits. A health message that finds the queue full is let go: the next one says more. */
    void put(Arrival arrival) {
        boolean health = arrival.is(Kind.HEALTH);
        if ((health && queue.remainingCapacity() <= 2 * SCANS) || !queue.offer(arrival)) {
            meters.dropped();
        }
    }

    /** True if all that a new connection may bring finds room, whatever is left of the last one. */
    boolean hasRoomForAConnection() {
        return queue.remainingCapacity() >= SCANS;
    }

    /** What is there, waiting up to a second for a first one; in the order of arrival. */
    List<Arrival> take(int most) throws InterruptedException {
        List<Arrival> taken = new ArrayList<>();
        Arrival first = queue.poll(1, TimeUnit.SECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, most - 1);
        }
        return taken;
    }
}
