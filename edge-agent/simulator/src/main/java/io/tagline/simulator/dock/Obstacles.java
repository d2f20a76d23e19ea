package io.tagline.simulator.dock;

import java.util.List;

/** What stands between an antenna and a tag, and what it costs a wave on one way. Losses are estimates of their order. Pure. */
final class Obstacles {
    /** Mixed goods in cardboard, from a clothes parcel to a case of bottles, and the mesh of the cage around them. */
    private static final double GOODS_DB_PER_M = 9;

    private static final double CAGE_DB = 1.5;
    private static final double MOST_GOODS_DB = 12;

    /** A body in the way: 2/3 water at 866 MHz, but waves bend around it. */
    private static final double BODY_DB = 8;

    private static final double BODY_RADIUS_M = 0.22;

    /** Insulated steel panel; some comes around and through gaps. */
    private static final double WALL_DB = 14;

    private final List<DockDoor> doors;

    Obstacles(List<DockDoor> doors) {
        this.doors = doors;
    }

    /**
     * @param middle of the load that carries the tag, on the floor
     * @param tag on its load or in it
     */
    double lossDb(Place antenna, Place tag, Trip trip, Place middle) {
        double loss = wallDb(antenna, tag) + goodsDb(antenna, tag, trip, middle);
        return loss + (isBehind(middle.plus(trip.walker()), antenna, tag) ? BODY_DB : 0);
    }

    private double wallDb(Place antenna, Place tag) {
        if (antenna.y() < 0 == tag.y() < 0) {
            return 0;
        }
        double part = antenna.y() / (antenna.y() - tag.y());
        double x = antenna.x() + part * (tag.x() - antenna.x());
        return doors.stream().anyMatch(door -> door.isOpenAt(x)) ? 0 : WALL_DB;
    }

    /** How much of the way from tag to antenna lies in the load's own box (slabs, Kay and Kajiya 1986). */
    private static double goodsDb(Place antenna, Place tag, Trip trip, Place middle) {
        Place half = trip.halfSize();
        if (half.x() <= 0) {
            return 0;
        }
        Place way = antenna.minus(tag);
        double leaves = Math.min(
                leaves(tag.x() - middle.x(), way.x(), -half.x(), half.x()),
                Math.min(
                        leaves(tag.y() - middle.y(), way.y(), -half.y(), half.y()),
                        leaves(tag.z(), way.z(), 0, half.z())));
        double metres = Math.max(0, Math.min(1, leaves)) * way.length();
        return metres < 0.02 ? 0 : Math.min(MOST_GOODS_DB, CAGE_DB + GOODS_DB_PER_M * metres);
    }

    /** The part of the way after which it is out of a slab. */
    private static double leaves(double from, double way, double low, double high) {
        return Math.abs(way) < 1e-9 ? Double.MAX_VALUE : ((way > 0 ? high : low) - from) / way;
    }

    /** Whether an upright body is in the way, seen from above. */
    private static boolean isBehind(Place body, Place antenna, Place tag) {
        double dx = tag.x() - antenna.x();
        double dy = tag.y() - antenna.y();
        double length = Math.max(1e-9, Math.hypot(dx, dy));
        double along = ((body.x() - antenna.x()) * dx + (body.y() - antenna.y()) * dy) / length;
        double aside = Math.abs((body.x() - antenna.x()) * dy - (body.y() - antenna.y()) * dx) / length;
        return along > 0 && along < length && aside < BODY_RADIUS_M;
    }
}
