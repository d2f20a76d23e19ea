package io.tagline.simulator.dock;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Keeps a dock busy as long as it is told to: trips in the mix that a depot has, strays among them, each door used by one load at a
 * time. The same seed gives the same trips. Confined to one thread.
 */
public final class BusyDock {
    private static final int MOST_ON_CART = 16;
    private static final int PARKED_PER_DOOR = 9;
    private static final long MICROS = 1_000_000;

    /** So long after the last load a door is free for the next. */
    private static final double DOOR_FREE_S = 1;

    private final Dock dock;
    private final Traffic traffic;
    private final SplittableRandom random;
    private final IntFunction<String> epcs;
    private final double tripsPerMinute;
    private final long[] freeAt;
    private long nextMicros;
    private int tags;

    /**
     * A dock with parked goods at every door.
     *
     * @param tripsPerMinute on the average, at all doors together
     * @param epcs the n-th tag of all that move, from 0 on
     */
    public BusyDock(Dock dock, double tripsPerMinute, IntFunction<String> epcs, long seed) {
        this.dock = dock;
        this.tripsPerMinute = tripsPerMinute;
        this.epcs = epcs;
        random = new SplittableRandom(seed);
        traffic = new Traffic(dock.doors(), seed ^ 0x5_1f7);
        freeAt = new long[dock.doors().size()];
        for (DockDoor door : dock.doors()) {
            dock.send(traffic.parked(door, true, traffic.strangers(PARKED_PER_DOOR), 0));
            dock.send(traffic.parked(door, false, traffic.strangers(PARKED_PER_DOOR / 2), 0));
        }
    }

    /** Sends all trips that begin before a time on the dock's clock. */
    public void goOnUntil(long micros) {
        while (nextMicros < micros) {
            set(nextMicros);
            nextMicros += Math.round(-Math.log(1 - random.nextDouble()) * 60 * MICROS / tripsPerMinute);
        }
    }

    private void set(long start) {
        int number = random.nextInt(dock.doors().size());
        DockDoor door = dock.doors().get(number);
        boolean out = random.nextBoolean();
        int kind = random.nextInt(100);
        if (kind >= 82) {
            // these keep clear of the doors
            dock.send(kind < 94 ? traffic.passesBy(some(6), start) : traffic.onBelt(some(1).get(0), start));
            return;
        }
        long from = Math.max(start, freeAt[number]);
        Trip trip = kind < 36
                ? traffic.cart(door, out, some(MOST_ON_CART), from)
                : kind < 58
                        ? traffic.carried(door, out, some(1).get(0), from)
                        : kind < 64
                                ? traffic.stops(door, out, some(MOST_ON_CART), from)
                                : kind < 70
                                        ? traffic.comesBack(door, out, some(MOST_ON_CART / 2), from)
                                        : traffic.turnsBack(door, out, some(MOST_ON_CART / 2), from);
        freeAt[number] = from + Math.round((trip.route().seconds() + DOOR_FREE_S) * MICROS);
        dock.send(trip);
    }

    private List<String> some(int most) {
        int count = most == 1 ? 1 : 2 + random.nextInt(most - 1);
        List<String> own = new ArrayList<>(
                IntStream.range(tags, tags + count).mapToObj(epcs).toList());
        tags += count;
        return own;
    }
}
