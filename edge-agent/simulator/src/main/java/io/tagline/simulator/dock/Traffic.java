package io.tagline.simulator.dock;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trips as people at a dock make them, each with its own pace and place from a seed. Speeds are those of somebody who walks with a
 * load, 0.7 to 1.8 m/s. Confined to one thread.
 */
public final class Traffic {
    private static final double FAR_M = 5.5;
    private static final double DAY_S = 86_400;
    private static final double ARMS_M = 0.35;
    private static final double BELT_M_PER_S = 0.5;

    private final List<DockDoor> doors;
    private final SplittableRandom random;

    public Traffic(List<DockDoor> doors, long seed) {
        this.doors = List.copyOf(doors);
        random = new SplittableRandom(seed);
    }

    /** A cart that is pushed through. */
    public Trip cart(DockDoor door, boolean out, List<String> epcs, long startMicros) {
        double x = lane(door);
        int way = out ? 1 : -1;
        return caged(
                Trip.Kind.CART, Route.along(walkingPace(), x, -way * FAR_M, x, way * FAR_M), out, epcs, startMicros);
    }

    /** One parcel in somebody's arms. */
    public Trip carried(DockDoor door, boolean out, String epc, long startMicros) {
        double x = lane(door);
        int way = out ? 1 : -1;
        Route route = Route.along(walkingPace(), x, -way * FAR_M, x, way * FAR_M);
        return new Trip(
                Trip.Kind.CARRIED,
                startMicros,
                route,
                Loads.inHands(epc, random),
                Loads.PARCEL,
                new Place(0, -way * ARMS_M, 0));
    }

    /** A cart that waits in the doorway for 2 to 6 s. */
    public Trip stops(DockDoor door, boolean out, List<String> epcs, long startMicros) {
        double x = lane(door);
        int way = out ? 1 : -1;
        double pace = walkingPace();
        Route route = new Route.Builder(x, -way * FAR_M)
                .go(x, -way * between(0, 0.9), pace)
                .rest(between(2, 6))
                .go(x, way * FAR_M, pace)
                .build();
        return caged(Trip.Kind.STOPS, route, out, epcs, startMicros);
    }

    /** A cart that goes through, and back after a while. */
    public Trip comesBack(DockDoor door, boolean out, List<String> epcs, long startMicros) {
        double x = lane(door);
        int way = out ? 1 : -1;
        double pace = walkingPace();
        Route route = new Route.Builder(x, -way * FAR_M)
                .go(x, way * between(3.5, FAR_M), pace)
                .rest(between(0, 5))
                .go(x, -way * FAR_M, pace)
                .build();
        return caged(Trip.Kind.COMES_BACK, route, out, epcs, startMicros);
    }

    /** A cart that comes up to the line, no nearer than its length allows, and goes back. */
    public Trip turnsBack(DockDoor door, boolean fromInside, List<String> epcs, long startMicros) {
        double x = lane(door);
        int side = fromInside ? -1 : 1;
        double pace = walkingPace();
        Route route = new Route.Builder(x, side * FAR_M)
                .go(x, side * between(0.7, 1.6), pace)
                .rest(between(0, 2))
                .go(x, side * FAR_M, pace)
                .build();
        return caged(Trip.Kind.TURNS_BACK, route, fromInside, epcs, startMicros);
    }

    /** Goods that stand inside near a door, or outside in a trailer, for a day. */
    public Trip parked(DockDoor door, boolean inside, List<String> epcs, long startMicros) {
        double x = door.centre() + between(-2.2, 2.2);
        double y = inside ? -between(1.6, 4.5) : between(1.8, 5);
        Route route = Route.standing(inside ? x : lane(door), y, DAY_S);
        return caged(Trip.Kind.PARKED, route, true, epcs, startMicros);
    }

    /** A cart, or somebody with a badge, that goes past all doors inside. */
    public Trip passesBy(List<String> epcs, long startMicros) {
        double y = -between(1.7, 4.5);
        double first = doors.get(0).centre() - FAR_M;
        double last = doors.get(doors.size() - 1).centre() + FAR_M;
        boolean back = random.nextBoolean();
        Route route = Route.along(walkingPace(), back ? last : first, y, back ? first : last, y);
        return caged(Trip.Kind.PASSES_BY, route, true, epcs, startMicros);
    }

    /** One parcel on a belt that runs along the wall, 2.2 m inside. */
    public Trip onBelt(String epc, long startMicros) {
        double first = doors.get(0).centre() - FAR_M;
        double last = doors.get(doors.size() - 1).centre() + FAR_M;
        Route route = Route.along(BELT_M_PER_S, first, -2.2, last, -2.2);
        return new Trip(
                Trip.Kind.BELT,
                startMicros,
                route,
                Loads.inHands(epc, random),
                new Place(0, 0, 0),
                new Place(0, -FAR_M, 0));
    }

    private Trip caged(Trip.Kind kind, Route route, boolean out, List<String> epcs, long startMicros) {
        Place walker = kind == Trip.Kind.PARKED
                ? new Place(0, -FAR_M, 0)
                : new Place(0, (out ? -1 : 1) * (Loads.CAGE.y() + ARMS_M), 0);
        return new Trip(kind, startMicros, route, Loads.caged(epcs, random), Loads.CAGE, walker);
    }

    private double lane(DockDoor door) {
        return door.centre() + between(-1, 1) * Math.max(0, door.width() / 2 - 0.7);
    }

    private double walkingPace() {
        return between(0.7, 1.8);
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** Tags of other people's goods: SGTIN-96 (EPC TDS) of company prefix 4012345. */
    public List<String> strangers(int count) {
        long head = (((0x30L << 6) | 0b000_101) << 24) | 4_012_345;
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    long serial = random.nextLong(1L << 38);
                    long high = (head << 26) | (random.nextInt(1_000_000) << 6) | (serial >>> 32);
                    return String.format("%016x%08x", high, serial & 0xffff_ffffL);
                })
                .toList();
    }
}
