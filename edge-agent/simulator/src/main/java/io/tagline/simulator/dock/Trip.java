package io.tagline.simulator.dock;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that goes about the dock, or stands there, with the tags on it: they move as one, and sway a little.
 *
 * @param startMicros when it appears, on the dock's time
 * @param halfSize of its load from the middle: left and right, front and back, and its height; waves go through it with loss
 * @param walker where the one who pushes or carries it is from the middle; a body stands in the way of waves
 */
public record Trip(Kind kind, long startMicros, Route route, List<Item> items, Place halfSize, Place walker) {
    private static final double SWAY_M = 0.03;
    private static final double SWAYS_PER_SECOND = 0.9;
    private static final double MICROS = 1e6;

    /** What it does. */
    public enum Kind {
        /** A cart that goes through. */
        CART,
        /** One parcel in somebody's arms. */
        CARRIED,
        /** A cart that stops in the doorway, then goes on. */
        STOPS,
        /** A cart that goes through and comes back. */
        COMES_BACK,
        /** A cart that comes up to the door and turns. */
        TURNS_BACK,
        /** Goods that stand near the door. */
        PARKED,
        /** Goods, or a badge, that pass by the doors and stay on their side. */
        PASSES_BY,
        /** Parcels on a belt along the wall, one after the other. */
        BELT
    }

    public Trip {
        items = List.copyOf(items);
    }

    boolean isThereAt(long micros) {
        return micros >= startMicros && (micros - startMicros) / MICROS <= route.seconds();
    }

    Place middleAt(long micros) {
        double seconds = (micros - startMicros) / MICROS;
        double sway = kind == Kind.PARKED ? 0 : SWAY_M * Math.sin(2 * Math.PI * SWAYS_PER_SECOND * seconds);
        return route.at(seconds).plus(new Place(sway, 0, 0));
    }

    /** Who of it crossed which door when, whether anybody heard it or not. */
    List<Crossing> crossings(List<DockDoor> doors) {
        List<Crossing> crossings = new ArrayList<>();
        for (Item item : items) {
            for (Route.Cut cut : route.cuts(item.offset().y())) {
                doors.stream()
                        .filter(door -> door.isOpenAt(cut.x()))
                        .forEach(door -> crossings.add(new Crossing(
                                startMicros + Math.round(cut.seconds() * MICROS),
                                item.epcHex(),
                                door.name(),
                                cut.out(),
                                kind)));
            }
        }
        return crossings;
    }
}
